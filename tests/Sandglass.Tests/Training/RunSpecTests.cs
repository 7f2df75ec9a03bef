using System.Text.Json;
using CsCheck;
using Sandglass.Blocks;
using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Training;

namespace Sandglass.Tests.Training;

public class RunSpecTests
{
    private static readonly RunSpec Spec = new(
        MacroPlan.SmallImage.Fill(BlockFamily.Sandglass, 0.5), new Recipe { Epochs = 3 }, new DataIdentity("images", "1", "2", "3"), 4);

    public static TheoryData<string, RunSpec> Changes => new()
    {
        { "width", Spec with { Plan = MacroPlan.SmallImage.Fill(BlockFamily.Sandglass, 0.51) } },
        { "family", Spec with { Plan = MacroPlan.SmallImage.Fill(BlockFamily.InvertedResidual, 0.5) } },
        { "identity multiplier", Spec with { Plan = Change(b => b with { IdentityMultiplier = 0.5 }) } },
        { "activation", Spec with { Plan = Change(b => b with { Activation = Activation.SiLU }) } },
        { "linear", Spec with { Plan = Change(b => b with { Linear = ConvSlots.Exit | ConvSlots.Input }) } },
        { "epsilon", Spec with { Plan = Change(b => b with { NormEpsilon = 1e-3 }) } },
        { "dropout", Spec with { Plan = Spec.Plan with { Dropout = 0.1 } } },
        { "initialisation", Spec with { Recipe = Spec.Recipe with { Initialization = Initialization.FanOut } } },
        { "cutout", Spec with { Recipe = Spec.Recipe with { Augmentation = new Augmentation(2, true, 4) } } },
        { "training images", Spec with { Data = Spec.Data with { Training = "9" } } },
        { "validation images", Spec with { Data = Spec.Data with { Validation = "9" } } },
        { "test images", Spec with { Data = Spec.Data with { Test = "9" } } },
        { "seed", Spec with { Seed = 5 } },
        { "threads", Spec with { Threads = 2 } },
        { "device", Spec with { Device = "cuda" } },
    };

    // What a generator seldom draws twice would never show that equal recipes have equal hashes.
    private static Gen<Recipe> Recipes { get; } =
        from epochs in Gen.Int[1, 2]
        from batch in OneOf(64, 128)
        from rates in OneOf((0.1, 0.5), (0.1, 0.5000000000000001), (0.2, 0.5))
        from momentum in OneOf(0.0, 0.9)
        from decay in OneOf(0.0, 4e-5)
        from smoothing in OneOf(0.0, 0.1)
        select new Recipe
        {
            Epochs = epochs,
            BatchSize = batch,
            LearningRate = rates.Item1,
            WarmupEpochs = rates.Item2,
            Momentum = momentum,
            WeightDecay = decay,
            LabelSmoothing = smoothing,
        };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Whatever_decides_a_result_changes_the_hash(string what, RunSpec changed)
    {
        Assert.NotEmpty(what);
        Assert.NotEqual(Spec.Hash, changed.Hash);
    }

    [Fact]
    public void Recipes_are_equal_where_their_hashes_are() => Gen.Select(Recipes, Recipes).Sample((a, b) =>
        (a == b) == ((Spec with { Recipe = a }).Hash == (Spec with { Recipe = b }).Hash));

    [Fact]
    public void The_hash_is_the_same_in_every_version() => Assert.Equal("71e7f99990e3e76e", Spec.Hash);

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_summary_comes_back_from_json(string what, RunSpec spec)
    {
        Assert.NotEmpty(what);
        var summary = new RunSummary(spec.Hash, spec, EnvironmentFingerprint.Capture(), 1, 2, 1.0 / 3, 0.1 + 0.2, double.Epsilon);
        var json = JsonSerializer.Serialize(summary, RunJson.Options);
        var back = JsonSerializer.Deserialize<RunSummary>(json, RunJson.Options)!;

        Assert.Equal(spec.Hash, back.Spec.Hash);
        Assert.Equal(spec.Plan.Blocks, back.Spec.Plan.Blocks);
        Assert.Equal(summary, back with { Spec = spec });
        Assert.Equal(json, JsonSerializer.Serialize(back, RunJson.Options));
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static NetworkPlan Change(Func<BlockSpec, BlockSpec> change) =>
        Spec.Plan.WithBlocks((name, block) => name == "stage2.block2" ? change(block) : block);
}
