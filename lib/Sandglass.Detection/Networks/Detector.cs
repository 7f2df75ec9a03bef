using Sandglass.Blocks;
using Sandglass.Detection.Boxes;
using Sandglass.Networks;
using Sandglass.Runtime;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sandglass.Detection.Networks;

/// <summary>
/// The detector built from a plan: images [N, C, S, S] → <see cref="DetectorOutput"/>. Submodules are called
/// <c>backbone</c>, <c>extra1</c>…, <c>head1.scores</c>, <c>head1.offsets</c>…; weights lie channels-last.
/// </summary>
internal sealed class Detector : Module<Tensor, DetectorOutput>
{
    private const int OffsetsPerBox = 4;

    private readonly BottleneckBlock[] _extras;
    private readonly (BoxHead Scores, BoxHead Offsets)[] _heads;

    /// <summary>Builds the detector on the CPU and initialises its weights: the backbone and the extras by the rule, the
    /// heads' convolutions evenly within ±√(6 / (fan in + fan out)) (Glorot and Bengio 2010), as the released code does.</summary>
    /// <param name="plan">What to build.</param>
    /// <param name="streams">Where initial weights come from.</param>
    /// <param name="initialization">The rule for backbone and extras.</param>
    /// <exception cref="InvalidSpecException">The plan cannot be built.</exception>
    /// <exception cref="NativeLoadException">libtorch cannot be loaded.</exception>
    public Detector(DetectorPlan plan, RandomStreams streams, Initialization initialization = Initialization.Released)
        : base(TorchRuntime.Started(plan.Name))
    {
        Plan = plan.Validated();
        Backbone = new Backbone(plan.Backbone, plan.FeaturePlaces);
        register_module("backbone", Backbone);
        _extras = [.. plan.Extras.Select((spec, i) => new BottleneckBlock(spec, $"extra{i + 1}"))];
        foreach (var extra in _extras)
        {
            register_module(extra.GetName(), extra);
        }

        _heads = [.. Enumerable.Range(0, plan.Levels.Count).Select(MakeHeads)];
        initialization.Apply(this, streams);
        HeadInitialization.Apply(this, streams);
        ChannelsLast.LayOut(this);
    }

    /// <summary>What this detector was built from.</summary>
    public DetectorPlan Plan { get; }

    /// <summary>Its backbone, for weights of a classifier.</summary>
    public Backbone Backbone { get; }

    /// <inheritdoc/>
    public override DetectorOutput forward(Tensor input)
    {
        var maps = Backbone.call(input);
        List<Tensor> levels = [.. maps[..^1]];
        var end = maps[^1];
        foreach (var extra in _extras)
        {
            levels.Add(end = extra.call(end));
        }

        return new DetectorOutput(
            cat([.. levels.Zip(_heads, (map, head) => head.Scores.call(map))], 1),
            cat([.. levels.Zip(_heads, (map, head) => head.Offsets.call(map))], 1));
    }

    /// <summary>The objects on images, best first; BatchNorm in evaluation mode, which is put back afterwards.</summary>
    /// <param name="images">[N, C, S, S], normalised as the detector was trained.</param>
    /// <param name="rule">What is kept.</param>
    public IReadOnlyList<IReadOnlyList<ScoredBox>> Detect(Tensor images, SuppressionRule rule)
    {
        var wasTraining = training;
        eval();
        try
        {
            using var noGrad = no_grad();
            using var scope = NewDisposeScope();
            var output = call(images);
            var probabilities = output.Scores.softmax(2).cpu().contiguous().data<float>().ToArray();
            var offsets = output.Offsets.cpu().contiguous().data<float>().ToArray();
            return Boxes(Plan, probabilities, offsets, rule);
        }
        finally
        {
            train(wasTraining);
        }
    }

    private (BoxHead Scores, BoxHead Offsets) MakeHeads(int level)
    {
        var (channels, boxes) = (Plan.Levels[level].Channels, Plan.Priors.Levels[level].PerPlace);
        var separable = level < Plan.Levels.Count - 1;
        var scores = new BoxHead("scores", channels, boxes, Plan.Classes + 1, separable);
        var offsets = new BoxHead("offsets", channels, boxes, OffsetsPerBox, separable);
        register_module($"head{level + 1}", Sequential(("scores", scores), ("offsets", offsets)));
        return (scores, offsets);
    }

    private static IReadOnlyList<ScoredBox>[] Boxes(DetectorPlan plan, float[] probabilities, float[] offsets, SuppressionRule rule)
    {
        var (priors, coding) = (plan.PriorBoxes(), BoxCoding.Of(plan.Priors));
        var suppression = new NonMaximumSuppression(rule, plan.Classes);
        var (perImage, perBox) = (4 * priors.Length, plan.Classes + 1);
        return
        [
            .. Enumerable.Range(0, offsets.Length / perImage).Select(n => suppression.Run(
                probabilities.AsSpan(n * priors.Length * perBox, priors.Length * perBox),
                coding.Decode(offsets.AsSpan(n * perImage, perImage), priors))),
        ];
    }
}

/// <summary>A detector's output for a batch, for every prior. The caller owns the tensors.</summary>
/// <param name="Scores">[N, P, classes + 1], before the softmax; background first.</param>
/// <param name="Offsets">[N, P, 4]: x, y, width and height in units of the plan's variances.</param>
internal sealed record DetectorOutput(Tensor Scores, Tensor Offsets);
