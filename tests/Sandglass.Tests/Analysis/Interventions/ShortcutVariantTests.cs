using Sandglass.Analysis.Interventions;
using Sandglass.Blocks;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Tests.Training;
using static TorchSharp.torch;

namespace Sandglass.Tests.Analysis.Interventions;

public sealed class ShortcutVariantTests : IDisposable
{
    private readonly BottleneckNetwork _network = new(TinyRuns.Plan(), new RandomStreams(1));
    private readonly Tensor _images = rand([5, 1, 12, 12], generator: new Generator(1));
    private readonly float[] _intact;

    public ShortcutVariantTests()
    {
        _network.eval();
        _intact = Scores(_network);
    }

    public static TheoryData<string> Changes => ["cut", "scaled 0.5", "narrowed 0.5", "permuted 1", "moved to pointwise"];

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_variant_changes_the_network_for_the_length_of_a_measurement(string name)
    {
        var variant = Variant(name);
        Assert.Equal(name, variant.Name);
        Assert.NotEqual(_intact, variant.Measure(_network, Scores));
        Assert.Equal(_intact, Scores(_network));
    }

    [Fact]
    public void A_cut_shortcut_is_one_that_was_never_built()
    {
        var never = ShortcutVariant.MovedTo(ShortcutSite.None).Measure(_network, Scores);
        AssertNear(never, ShortcutVariant.Cut.Measure(_network, Scores));
        AssertNear(never, ShortcutVariant.Scaled(0).Measure(_network, Scores));
        AssertNear(never, ShortcutVariant.Narrowed(0).Measure(_network, Scores));
    }

    [Fact]
    public void An_intact_variant_changes_nothing()
    {
        Assert.Equal(_intact, ShortcutVariant.Intact.Measure(_network, Scores));
        Assert.Equal(_intact, ShortcutVariant.Scaled(1).Measure(_network, Scores));
        Assert.Equal(_intact, ShortcutVariant.Narrowed(1).Measure(_network, Scores));
    }

    [Fact]
    public void A_moved_shortcut_keeps_weights_statistics_and_mode()
    {
        var state = _network.state_dict();
        ShortcutVariant.MovedTo(ShortcutSite.Pointwise).Measure(_network, moved =>
        {
            Assert.False(moved.training);
            Assert.Equal(ShortcutSite.Pointwise, moved.Plan.Blocks.Last().Spec.Shortcut);
            Assert.All(moved.state_dict(), entry => Assert.True(entry.Value.equal(state[entry.Key]).all().item<bool>()));
            return 0;
        });
    }

    [Fact]
    public void Where_it_cannot_attach_is_refused() => Assert.Throws<InvalidSpecException>(
        () => ShortcutVariant.MovedTo(ShortcutSite.Hidden).Measure(_network, Scores));

    [Fact]
    public void A_record_names_network_and_variant() => Assert.Equal(
        new CausalRecord("tiny-sandglass-1.0, cut", 1, 7, 0.25, 0.5), ShortcutVariant.Cut.Measure(_network, 7, _ => 0.25, _ => 0.5));

    public void Dispose()
    {
        _network.Dispose();
        _images.Dispose();
    }

    private static ShortcutVariant Variant(string name) => name switch
    {
        "cut" => ShortcutVariant.Cut,
        "scaled 0.5" => ShortcutVariant.Scaled(0.5),
        "narrowed 0.5" => ShortcutVariant.Narrowed(0.5),
        "permuted 1" => ShortcutVariant.Permuted(1),
        _ => ShortcutVariant.MovedTo(ShortcutSite.Pointwise),
    };

    private static void AssertNear(float[] expected, float[] actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-7f));

    private float[] Scores(BottleneckNetwork network)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        return network.call(_images).data<float>().ToArray();
    }
}
