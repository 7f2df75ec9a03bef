using Sandglass.Blocks;
using Sandglass.Detection.Boxes;
using Sandglass.Detection.Networks;
using Sandglass.Detection.Tests.Data;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Weights;
using static TorchSharp.torch;

namespace Sandglass.Detection.Tests.Networks;

public class DetectorTests
{
    private static readonly DetectorPlan Small = SmallDetector.Plan(BlockFamily.Sandglass);

    public static TheoryData<BlockFamily> Families => [BlockFamily.Sandglass, BlockFamily.InvertedResidual];

    [Theory]
    [MemberData(nameof(Names))]
    public void There_is_an_answer_for_every_prior(string name)
    {
        var plan = Plans.All[name];
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var detector = new Detector(plan, new RandomStreams(1));
        var output = detector.call(Images(plan, 2));
        Assert.Equal([2, plan.PriorBoxes().Length, plan.Classes + 1], output.Scores.shape);
        Assert.Equal([2, plan.PriorBoxes().Length, 4], output.Offsets.shape);
    }

    public static TheoryData<string> Names => [.. Plans.All.Keys];

    [Theory]
    [MemberData(nameof(Families))]
    public void Every_parameter_before_the_last_answer_learns(BlockFamily family)
    {
        var plan = SmallDetector.Plan(family);
        using var scope = NewDisposeScope();
        using var detector = new Detector(plan, new RandomStreams(1));
        var output = detector.call(Images(plan, 4));
        output.Scores.square().mean().Plus(output.Offsets.square().mean()).backward();
        Assert.All(detector.named_parameters(), named => Assert.True(
            named.parameter.grad is { } gradient && gradient.abs().sum().ReadSingle() > 0, $"{named.name} has no gradient"));
    }

    // The backbone's end is left out of the loss: what is left flows through the feature maps alone.
    [Fact]
    public void Gradients_flow_through_the_feature_maps()
    {
        using var scope = NewDisposeScope();
        using var backbone = new Backbone(Small.Backbone, Small.FeaturePlaces);
        var maps = backbone.call(Images(Small, 2));
        maps[0].square().mean().backward();
        var reached = backbone.named_parameters().Where(named => named.parameter.grad is not null).Select(named => named.name).ToArray();
        Assert.Contains("stem.conv.weight", reached);
        Assert.Contains("stage3.block1.expand.conv.weight", reached);
        Assert.DoesNotContain("stage3.block1.output_depthwise.conv.weight", reached);
    }

    [Fact]
    public void Feature_maps_are_what_the_classifier_computes_on_its_way()
    {
        var plan = Small.Backbone;
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var network = new BottleneckNetwork(plan, new RandomStreams(3));
        using var backbone = new Backbone(plan, Small.FeaturePlaces);
        using var folder = new TemporaryFolder();
        network.Save(folder["weights.safetensors"]);
        backbone.Load(SafetensorsFile.Read(folder["weights.safetensors"]));
        network.eval();
        backbone.eval();
        var images = Images(Small, 2);
        using var probes = Sandglass.Analysis.Probes.ProbeScope.On(network).Capture(Small.FeaturePlaces[0]).Capture(Small.FeaturePlaces[1]);
        network.call(images);
        var maps = backbone.call(images);
        Assert.Equal(probes.Activations[Small.FeaturePlaces[0]].Values, maps[0].contiguous().data<float>().ToArray());
        Assert.Equal(probes.Activations[Small.FeaturePlaces[1]].Values, maps[1].contiguous().data<float>().ToArray());
    }

    [Fact]
    public void Maps_stay_channels_last()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var backbone = new Backbone(Small.Backbone, Small.FeaturePlaces);
        Assert.All(backbone.call(ChannelsLast.Of(Images(Small, 2))), map => Assert.True(ChannelsLast.Is(map)));
    }

    [Fact]
    public void The_same_seed_gives_the_same_weights_and_another_other_ones()
    {
        using var scope = NewDisposeScope();
        using var first = new Detector(Small, new RandomStreams(1));
        using var again = new Detector(Small, new RandomStreams(1));
        using var other = new Detector(Small, new RandomStreams(2));
        Assert.Equal(Bytes(first), Bytes(again));
        Assert.NotEqual(Bytes(first), Bytes(other));
    }

    [Fact]
    public void Heads_start_within_Glorots_bound()
    {
        using var scope = NewDisposeScope();
        using var detector = new Detector(Small, new RandomStreams(1));
        var weights = detector.get_parameter("head1.scores.pointwise.weight")!.abs().max().ReadSingle();
        var channels = Small.Levels[0].Channels;
        var bound = Math.Sqrt(6.0 / (channels + 66));
        Assert.InRange(weights, 0.9 * bound, bound);
        Assert.Equal(0, detector.get_parameter("head1.scores.pointwise.bias")!.abs().max().ReadSingle());
    }

    [Fact]
    public void Detections_are_boxes_by_falling_score_and_the_mode_is_put_back()
    {
        using var scope = NewDisposeScope();
        using var detector = new Detector(Small, new RandomStreams(1));
        detector.train();
        var found = detector.Detect(Images(Small, 3), new SuppressionRule());
        Assert.True(detector.training);
        Assert.Equal(3, found.Count);
        Assert.All(found, boxes =>
        {
            Assert.InRange(boxes.Count, 1, 100);
            Assert.Equal(boxes.OrderByDescending(box => box.Score), boxes);
        });
    }

    [Fact]
    public void Unknown_feature_places_and_wrong_priors_are_refused()
    {
        Assert.Contains("stage9", Assert.Throws<InvalidSpecException>(() => (Small with { FeaturePlaces = ["stage9.out"] }).Validated()).Message, StringComparison.Ordinal);
        Assert.Contains(
            "priors for 6",
            Assert.Throws<InvalidSpecException>(() => (Small with { Priors = PriorPlan.SsdLite320 }).Validated()).Message,
            StringComparison.Ordinal);
        Assert.Throws<InvalidSpecException>(() => new Backbone(Small.Backbone, ["stem.conv"]));
        Assert.Throws<InvalidSpecException>(() => new Backbone(Small.Backbone, ["stem.out", "stem.out"]));
        Assert.Throws<InvalidSpecException>(() => SmallDetector.Plan(BlockFamily.Bottleneck));
    }

    private static Tensor Images(DetectorPlan plan, int count)
    {
        using var generator = new Generator(7);
        return randn([count, plan.InputChannels, plan.Resolution, plan.Resolution], generator: generator);
    }

    private static byte[] Bytes(Detector detector) => [.. detector.state_dict().SelectMany(named => named.Value.contiguous().bytes.ToArray())];
}
