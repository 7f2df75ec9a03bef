using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Tests.Data;
using Sandglass.Weights;
using static TorchSharp.torch;

namespace Sandglass.Tests.Weights;

public sealed class NetworkWeightsTests : IDisposable
{
    private static readonly NetworkPlan Half = MobileNeXt.Official(0.35, classes: 5).WithIdentityMultiplier(0.5);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(nameof(WeightNaming.Workbench))]
    [InlineData(nameof(WeightNaming.Released))]
    public void Saved_weights_come_back_under_any_names(string naming)
    {
        using var first = new BottleneckNetwork(Half, new RandomStreams(1));
        using var second = new BottleneckNetwork(Half, new RandomStreams(2));
        first.Save(_folder["a"], Enum.Parse<WeightNaming>(naming));
        second.Load(SafetensorsFile.Read(_folder["a"]));
        AssertSame(first, second);
    }

    [Fact]
    public void A_file_says_which_network_its_weights_are_of()
    {
        var file = Saved(Half, WeightNaming.Released);
        Assert.Equal(new WeightsLabel("mobilenext-0.35", 0.35, 5, 0.5, WeightNaming.Released), WeightsLabel.Of(file));
        Assert.Equal("1/2", file.Metadata["sandglass.identity_multiplier"]);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(1.0 / 3)]
    public void Weights_of_another_identity_multiplier_are_refused_with_the_reason(double built)
    {
        using var network = new BottleneckNetwork(Half.WithIdentityMultiplier(built), new RandomStreams(2));
        var before = network.state_dict()["stem.conv.weight"].sum().data<float>()[0];
        var message = Refused(() => network.Load(Saved(Half, WeightNaming.Workbench)));
        Assert.Contains($"was trained with identity multiplier 1/2, and mobilenext-0.35 is built with {IdentityMultiplier.Text(built)}", message);
        Assert.Contains("every shape agrees", message);
        Assert.Contains("use multiplier 1/2", message);
        Assert.Equal(before, network.state_dict()["stem.conv.weight"].sum().data<float>()[0]);
    }

    [Theory]
    [InlineData(nameof(WeightNaming.Workbench))]
    [InlineData(nameof(WeightNaming.Released))]
    public void Without_a_label_the_identity_multiplier_must_be_stated(string naming)
    {
        var file = Unlabelled(Saved(Half, Enum.Parse<WeightNaming>(naming)));
        Assert.Contains("give --identity 1, or 1/2", Refused(() => NetworkWeights.Tensors(file, Half)));
        Assert.Contains("trained with identity multiplier 1,", Refused(() => NetworkWeights.Tensors(file, Half, identity: 1)));
        Assert.NotEmpty(NetworkWeights.Tensors(file, Half, identity: 0.5));
    }

    [Fact]
    public void What_is_stated_must_be_what_the_file_says() =>
        Assert.Contains("trained with identity multiplier 1/2, and 1 is asked for", Refused(() =>
            NetworkWeights.Tensors(Saved(Half, WeightNaming.Workbench), Half.WithIdentityMultiplier(1), identity: 1)));

    [Theory]
    [InlineData(nameof(WeightNaming.Torchvision))]
    [InlineData(nameof(WeightNaming.Timm))]
    public void Torchvision_and_timm_know_no_other_multiplier_than_one(string naming)
    {
        var plan = MobileNetV2.Plan(0.35, classes: 5);
        var file = Unlabelled(Saved(plan, Enum.Parse<WeightNaming>(naming)));
        Assert.NotEmpty(NetworkWeights.Tensors(file, plan));
        Assert.Contains("trained with identity multiplier 1,", Refused(() => NetworkWeights.Tensors(file, plan.WithIdentityMultiplier(0.5))));
    }

    [Fact]
    public void Counters_of_steps_may_be_missing_in_files_of_others_alone()
    {
        var released = Without(Saved(Half, WeightNaming.Released), "num_batches_tracked");
        var tensors = NetworkWeights.Tensors(released, Half, 0.5);
        Assert.Equal([0], tensors.Single(tensor => tensor.Name == "stem.norm.num_batches_tracked").ToIntegers());
        var own = Without(Saved(Half, WeightNaming.Workbench), "num_batches_tracked");
        Assert.Contains("missing: ", Refused(() => NetworkWeights.Tensors(own, Half, 0.5)));
        var broken = Without(released, "features.0.1.running_mean");
        Assert.Contains("missing: features.0.1.running_mean;", Refused(() => NetworkWeights.Tensors(broken, Half, 0.5)));
    }

    [Fact]
    public void Another_width_is_refused_with_the_widths_that_fit()
    {
        var file = Saved(Half, WeightNaming.Released);
        Assert.Equal([0.35], FittingPlans.Widths(file, NetworkCatalogue.Find("mobilenext")));
        Assert.Equal((0.35, 5), (file.PlanFor(NetworkCatalogue.Find("mobilenext"), 0.35).Width, file.PlanFor(NetworkCatalogue.Find("mobilenext"), 0.35).Classes));
        Assert.EndsWith("; it fits at width 0.35", Refused(() => file.PlanFor(NetworkCatalogue.Find("mobilenext"), 0.5)));
        Assert.EndsWith("none of the published widths", Refused(() => file.PlanFor(NetworkCatalogue.Find("mobilenetv2"), 0.35)));
    }

    [Fact]
    public void No_two_networks_of_the_catalogue_have_the_same_tensors()
    {
        var all = NetworkCatalogue.Entries.Select(entry => string.Join(';', PlanTensor.Of(entry.Plan(classes: 7)).Select(t => $"{t.Name}{string.Join('x', t.Shape)}")));
        Assert.Equal(NetworkCatalogue.Entries.Count, all.Distinct().Count());
    }

    [Theory]
    [InlineData("format", "2", "newer")]
    [InlineData("width", "-1", "sandglass.width is '-1'")]
    [InlineData("classes", "1e3", "sandglass.classes is '1e3'")]
    [InlineData("identity_multiplier", "1/0", "sandglass.identity_multiplier is '1/0'")]
    [InlineData("identity_multiplier", "2", "sandglass.identity_multiplier is '2'")]
    [InlineData("naming", "1", "sandglass.naming is '1'")]
    [InlineData("network", null, "no sandglass.network")]
    public void A_damaged_label_is_refused_by_its_field(string field, string? value, string reason)
    {
        var labels = WeightsLabel.Of(Half, WeightNaming.Workbench).ToMetadata().ToDictionary();
        labels.Remove($"sandglass.{field}");
        if (value is not null)
        {
            labels[$"sandglass.{field}"] = value;
        }

        Assert.Contains(reason, Refused(() => WeightsLabel.Of(Rewritten([], labels))));
    }

    [Fact]
    public void Unknown_names_are_refused() => Assert.Contains(
        "not the workbench's, torchvision's, the released code's or timm's ('features.0.weight')",
        Refused(() => WeightNames.Recognize(Rewritten([SafetensorsTensor.Of("features.0.weight", [1f], 1)]))));

    [Fact]
    public void Blocks_of_different_multipliers_have_no_label()
    {
        var mixed = Half.WithBlocks((name, block) => name == "stage3.block2" ? block with { IdentityMultiplier = 1 } : block);
        Assert.Contains("2 different identity multipliers", Assert.Throws<WorkbenchException>(() => IdentityMultiplier.Of(mixed)).Message);
    }

    [Fact]
    public void A_file_that_is_there_is_kept()
    {
        File.WriteAllText(_folder["a"], "mine");
        using var network = new BottleneckNetwork(Half, new RandomStreams(1));
        Assert.Contains("cannot be written", Assert.Throws<WorkbenchException>(() => network.Save(_folder["a"])).Message);
        Assert.Equal("mine", File.ReadAllText(_folder["a"]));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    private static WeightFile Unlabelled(WeightFile file) => Rewritten(file.Tensors.Values);

    private static WeightFile Without(WeightFile file, string ending) =>
        Rewritten(file.Tensors.Values.Where(tensor => !tensor.Name.EndsWith(ending, StringComparison.Ordinal)));

    private static WeightFile Rewritten(IEnumerable<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        using var stream = new MemoryStream();
        Safetensors.Write(stream, [.. tensors], metadata);
        return SafetensorsFile.Parse(stream.ToArray(), "file.safetensors");
    }

    private static string Refused(Action load) => Assert.Throws<WeightFileException>(load).Message;

    private static void AssertSame(BottleneckNetwork first, BottleneckNetwork second)
    {
        using var scope = NewDisposeScope();
        var expected = first.state_dict();
        Assert.All(second.state_dict(), named => Assert.Equal(
            SafetensorsTensor.Of(named.Key, expected[named.Key]).Data.ToArray(), SafetensorsTensor.Of(named.Key, named.Value).Data.ToArray()));
    }

    private WeightFile Saved(NetworkPlan plan, WeightNaming naming)
    {
        var path = _folder[$"{Guid.NewGuid():n}"];
        using var network = new BottleneckNetwork(plan, new RandomStreams(1));
        network.Save(path, naming);
        return SafetensorsFile.Read(path);
    }
}
