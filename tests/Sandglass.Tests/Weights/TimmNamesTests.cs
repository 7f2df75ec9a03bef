using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Tests.Data;
using Sandglass.Weights;

namespace Sandglass.Tests.Weights;

public sealed class TimmNamesTests
{
    [Theory]
    [InlineData(0.35, 1_677_128)]
    [InlineData(0.5, 1_968_680)]
    [InlineData(0.75, 2_636_424)]
    [InlineData(1.0, 3_504_872)]
    [InlineData(1.4, 6_108_776)]
    public void Names_and_shapes_are_timms_at_every_width(double width, long parameters)
    {
        var theirs = TimmTensors.Of(width, 1000);
        Assert.Equal(parameters, theirs.Where(t => !t.Key.Contains("running_") && !t.Key.Contains("batches")).Sum(t => t.Value.Aggregate(1L, (a, b) => a * b)));
        var plan = MobileNetV2.Plan(width);
        var names = WeightNames.Of(plan, WeightNaming.Timm);
        Assert.Equal(
            theirs.Select(tensor => $"{tensor.Key} {string.Join('x', tensor.Value)}").Order(),
            PlanTensor.Of(plan).Select(tensor => $"{names[tensor.Name]} {string.Join('x', tensor.Shape)}").Order());
    }

    [Theory]
    // Shapes cannot tell these apart, such as the BatchNorms of one width within a block.
    [InlineData("stem.norm.bias", "bn1.bias")]
    [InlineData("stage1.block1.hidden_depthwise.norm.weight", "blocks.0.0.bn1.weight")]
    [InlineData("stage1.block1.project.norm.weight", "blocks.0.0.bn2.weight")]
    [InlineData("stage1.block1.project.conv.weight", "blocks.0.0.conv_pw.weight")]
    [InlineData("stage3.block2.expand.conv.weight", "blocks.2.1.conv_pw.weight")]
    [InlineData("stage3.block2.expand.norm.running_var", "blocks.2.1.bn1.running_var")]
    [InlineData("stage3.block2.hidden_depthwise.norm.running_var", "blocks.2.1.bn2.running_var")]
    [InlineData("stage3.block2.project.norm.bias", "blocks.2.1.bn3.bias")]
    [InlineData("stage3.block2.project.conv.weight", "blocks.2.1.conv_pwl.weight")]
    [InlineData("head.norm.num_batches_tracked", "bn2.num_batches_tracked")]
    [InlineData("classifier.weight", "classifier.weight")]
    public void Convolutions_have_names_and_norms_have_numbers(string own, string foreign) =>
        Assert.Equal(foreign, WeightNames.Of(MobileNetV2.Plan(), WeightNaming.Timm)[own]);

    [Theory]
    [InlineData(0.35)]
    [InlineData(1.4)]
    public void A_file_of_timms_is_recognised_and_fits_at_its_width_alone(double width)
    {
        var file = File(TimmTensors.Of(width, classes: 7));
        var plan = file.PlanFor(NetworkCatalogue.Find("mobilenetv2"), width);
        Assert.Equal(7, plan.Classes);
        Assert.Equal([width], FittingPlans.Widths(file, NetworkCatalogue.Find("mobilenetv2")));
        Assert.Equal(PlanTensor.Of(plan).Select(tensor => tensor.Name), NetworkWeights.Tensors(file, plan).Select(tensor => tensor.Name)); // multiplier 1 is known
        Assert.Contains("it fits at width", Refused(() => file.PlanFor(NetworkCatalogue.Find("mobilenetv2"), 0.75)));
        Assert.Contains("timm's MobileNetV2, which has no such network", Refused(() => file.PlanFor(NetworkCatalogue.Find("mobilenext"), width)));
    }

    [Fact]
    public void Weights_are_written_and_read_under_these_names()
    {
        using var folder = new TemporaryFolder();
        var plan = MobileNetV2.Plan(0.35, classes: 3);
        using var first = new BottleneckNetwork(plan, new RandomStreams(1));
        using var second = new BottleneckNetwork(plan, new RandomStreams(2));
        first.Save(folder["a"], WeightNaming.Timm);
        var file = WeightFile.Read(folder["a"]);
        Assert.Equal(WeightNaming.Timm, WeightsLabel.Of(file)?.Naming);
        second.Load(file);
        var written = first.state_dict();
        Assert.All(second.state_dict(), named => Assert.Equal(
            SafetensorsTensor.Of(named.Key, written[named.Key]).Data.ToArray(), SafetensorsTensor.Of(named.Key, named.Value).Data.ToArray()));
    }

    [Theory]
    [InlineData(1.1, 1.2, "it is timm's mobilenetv2_110d, which has more blocks than MobileNetV2")]
    [InlineData(1.2, 1.4, "it is timm's mobilenetv2_120d, which has more blocks than MobileNetV2")]
    public void Deeper_variants_are_refused_by_name(double width, double depth, string reason)
    {
        var file = File(TimmTensors.Of(width, 1000, depth));
        Assert.Contains(reason, Refused(() => file.PlanFor(NetworkCatalogue.Find("mobilenetv2"), width)));
        Assert.Empty(FittingPlans.Widths(file, NetworkCatalogue.Find("mobilenetv2")));
    }

    [Fact]
    public void Other_networks_of_timms_are_refused_by_what_they_show()
    {
        var entry = NetworkCatalogue.Find("mobilenetv2");
        var tensors = TimmTensors.Of(1, 1000);
        var excited = File(tensors.Append(new("blocks.1.0.se.conv_reduce.weight", [4, 96, 1, 1])).ToDictionary());
        Assert.Contains("squeeze-and-excitation, such as EfficientNet", Refused(() => excited.PlanFor(entry, 1)));
        var ported = File(tensors, ("arch", "tf_mobilenetv2_100"));
        Assert.Contains("'tf_mobilenetv2_100', with the padding and the BatchNorm epsilon of TensorFlow", Refused(() => ported.PlanFor(entry, 1)));
        Assert.Equal(1, File(tensors, ("arch", "mobilenetv2_100")).PlanFor(entry, 1).Width);
        var cut = File(tensors.Where(tensor => !tensor.Key.StartsWith("blocks.5.2.", StringComparison.Ordinal)).ToDictionary());
        Assert.Contains("missing: blocks.5.2.conv_pw.weight", Refused(() => cut.PlanFor(entry, 1)));
    }

    [Fact]
    public void Networks_that_timm_does_not_build_so_have_no_names_there() => Assert.Contains(
        "timm's MobileNetV2 has no names for the layers of mobilenext-1.0",
        Assert.Throws<WorkbenchException>(() => WeightNames.Of(MobileNeXt.Official(), WeightNaming.Timm)).Message);

    private static WeightFile File(IReadOnlyDictionary<string, long[]> tensors, params (string Key, string Value)[] metadata)
    {
        using var stream = new MemoryStream();
        Safetensors.Write(
            stream,
            [.. tensors.Select(tensor => tensor.Value is []
                ? SafetensorsTensor.Of(tensor.Key, [1L], [])
                : SafetensorsTensor.Of(tensor.Key, new float[tensor.Value.Aggregate(1L, (a, b) => a * b)], tensor.Value))],
            metadata.ToDictionary(field => field.Key, field => field.Value));
        return SafetensorsFile.Parse(stream.ToArray(), "timm.safetensors");
    }

    private static string Refused(Action load) => Assert.Throws<WeightFileException>(load).Message;
}
