using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Weights;
using static TorchSharp.torch;

namespace Sandglass.Tests.Weights;

public class WeightNamesTests
{
    public static TheoryData<string> Networks => [.. NetworkCatalogue.Entries.Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Networks))]
    public void The_plan_knows_all_that_the_network_holds(string name)
    {
        using var scope = NewDisposeScope();
        var entry = NetworkCatalogue.Find(name);
        var plan = entry.Plan(entry.TakesWidth ? 0.35 : 1, classes: 3);
        using var network = new BottleneckNetwork(plan, new RandomStreams(1));
        var built = network.state_dict().Select(named => (named.Key, Sizes(named.Value.shape), named.Value.dtype == ScalarType.Int64));
        var known = PlanTensor.Of(plan).Select(tensor => (tensor.Name, Sizes(tensor.Shape), tensor.Type == SafetensorsType.I64));
        Assert.Equal(built.Order(), known.Order());
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.35)]
    [InlineData(0.5)]
    [InlineData(0.75)]
    [InlineData(1.0)]
    [InlineData(1.4)]
    public void Names_elsewhere_are_one_to_one_at_every_width(double width)
    {
        AssertOneToOne(MobileNetV2.Plan(width), WeightNaming.Torchvision, features: 19);
        AssertOneToOne(MobileNeXt.Official(width), WeightNaming.Released, features: 21);
        AssertOneToOne(MobileNeXt.Official(width), WeightNaming.Workbench, features: 0);
    }

    [Theory]
    // The first block expands nothing; later ones do.
    [InlineData("stem.norm.running_var", "features.0.1.running_var")]
    [InlineData("stage1.block1.hidden_depthwise.conv.weight", "features.1.conv.0.0.weight")]
    [InlineData("stage1.block1.project.norm.bias", "features.1.conv.2.bias")]
    [InlineData("stage2.block1.expand.conv.weight", "features.2.conv.0.0.weight")]
    [InlineData("stage2.block1.hidden_depthwise.norm.weight", "features.2.conv.1.1.weight")]
    [InlineData("stage2.block1.project.conv.weight", "features.2.conv.2.weight")]
    [InlineData("stage2.block1.project.norm.num_batches_tracked", "features.2.conv.3.num_batches_tracked")]
    [InlineData("head.conv.weight", "features.18.0.weight")]
    [InlineData("classifier.bias", "classifier.1.bias")]
    public void Torchvision_numbers_activated_convolutions_as_lists_of_their_own(string own, string foreign) =>
        Assert.Equal(foreign, WeightNames.Of(MobileNetV2.Plan(), WeightNaming.Torchvision)[own]);

    [Theory]
    // All four convolutions, reduction and expansion with the last depthwise one, reduction and expansion alone.
    [InlineData("stem.conv.weight", "features.0.0.weight")]
    [InlineData("stage1.block1.input_depthwise.conv.weight", "features.1.conv.0.weight")]
    [InlineData("stage1.block1.reduce.conv.weight", "features.1.conv.3.weight")]
    [InlineData("stage1.block1.expand.norm.weight", "features.1.conv.6.weight")]
    [InlineData("stage1.block1.output_depthwise.conv.weight", "features.1.conv.8.weight")]
    [InlineData("stage3.block1.reduce.conv.weight", "features.3.conv.0.weight")]
    [InlineData("stage3.block1.expand.conv.weight", "features.3.conv.2.weight")]
    [InlineData("stage3.block1.output_depthwise.norm.weight", "features.3.conv.6.weight")]
    [InlineData("stage5.block1.expand.norm.running_mean", "features.9.conv.3.running_mean")]
    [InlineData("classifier.weight", "classifier.1.weight")]
    public void The_released_code_numbers_activations_too(string own, string foreign) =>
        Assert.Equal(foreign, WeightNames.Of(MobileNeXt.Official(), WeightNaming.Released)[own]);

    [Fact]
    public void Networks_that_the_other_code_does_not_build_have_no_names_there()
    {
        Assert.Contains("no names for the layers of mobilenext-1.0", Refused(MobileNeXt.Official(), WeightNaming.Torchvision));
        Assert.Contains("no names for the layers of mobilenetv2-1.0", Refused(MobileNetV2.Plan(), WeightNaming.Released));
        Assert.Contains("no names", Refused(ReleasedAblations.SqueezeExcite(), WeightNaming.Released));
        Assert.Contains("no names", Refused(ReleasedAblations.DepthwiseAtNarrowEnds(), WeightNaming.Torchvision));
    }

    private static void AssertOneToOne(NetworkPlan plan, WeightNaming naming, int features)
    {
        var names = WeightNames.Of(plan, naming);
        Assert.Equal(PlanTensor.Of(plan).Select(tensor => tensor.Name).Order(), names.Keys.Order());
        Assert.Equal(names.Count, names.Values.Distinct().Count());
        var numbers = names.Values.Where(name => name.StartsWith("features.", StringComparison.Ordinal)).Select(name => name.Split('.')[1]);
        Assert.Equal(features, numbers.Distinct().Count());
    }

    private static string Refused(NetworkPlan plan, WeightNaming naming) =>
        Assert.Throws<WorkbenchException>(() => WeightNames.Of(plan, naming)).Message;

    private static string Sizes(IReadOnlyList<long> shape) => string.Join("x", shape);
}
