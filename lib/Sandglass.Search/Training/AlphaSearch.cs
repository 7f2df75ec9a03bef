using System.Text.Json.Serialization;
using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Search.Space;
using Sandglass.Search.Supernet;
using Sandglass.Training;
using Sandglass.Weights;
using static TorchSharp.torch;

namespace Sandglass.Search.Training;

/// <summary>
/// The task of finding a genotype by alphas that learn beside the weights (DARTS). The defaults are those of Liu et al.
/// 2019 on CIFAR-10. The training images are split in halves; those of validation and test are not looked at.
/// </summary>
/// <param name="Space">What may be chosen.</param>
[RunTask("search")]
internal sealed record AlphaSearch(SearchSpace Space) : RunTask
{
    private const string AlphasFile = "alphas.safetensors";

    /// <summary>How Liu et al. 2019 search on CIFAR-10, whose images are padded by 4, mirrored, and not cut out.</summary>
    public static Recipe PublishedRecipe { get; } = new()
    {
        Epochs = 50,
        BatchSize = 64,
        Optimizer = new Sgd { Momentum = 0.9 },
        LearningRate = 0.025,
        Schedule = new Cosine { End = 0.001, PerEpoch = true },
        Warmup = null,
        WeightDecay = 3e-4,
        DecaysVectors = true,
        GradientClipNorm = 5,
        LabelSmoothing = 0,
        Augmentation = new Augmentation(4, true, 0),
        Initialization = Initialization.FanOut,
    };

    /// <summary>Learning rate of the alphas (Adam with decay rates 0.5 and 0.999).</summary>
    [Released("0.0003")]
    public double AlphaRate { get; init; } = 3e-4;

    /// <summary>Weight decay of the alphas, as part of their gradient.</summary>
    [Released("0.001")]
    public double AlphaDecay { get; init; } = 1e-3;

    /// <summary>Whether the alphas see that the weights will follow them.</summary>
    [Released("false")]
    public bool SecondOrder { get; init; }

    /// <summary>Skip connections in the normal cell at which the alarm rings; see <see cref="SkipAlarm"/>.</summary>
    [Released("4")]
    public int SkipLimit { get; init; } = 4;

    /// <summary>Early stopping: the search ends with the epoch in which the alarm rings, and keeps the genotype of the epoch before.</summary>
    [Released("false")]
    public bool StopAtAlarm { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => Space.Name;

    /// <inheritdoc/>
    [JsonIgnore]
    public override (long Parameters, long MultiplyAdds) Cost =>
        SearchNetworkCounter.Count(Space) is var count ? (count.Parameters, count.MultiplyAdds) : default;

    /// <inheritdoc/>
    public override double Work(Recipe recipe, int images) => SearchCost.OfSearch(this, recipe, images);

    /// <summary>Checks every number.</summary>
    /// <returns>This task.</returns>
    /// <exception cref="WorkbenchException">A number is out of range; the message says which.</exception>
    public AlphaSearch Validated()
    {
        Recipe.Require(AlphaRate is >= 0 and < 100, $"the alphas' rate must lie in [0, 100), not {AlphaRate}");
        Recipe.Require(AlphaDecay is >= 0 and < 1, $"the alphas' decay must lie in [0, 1), not {AlphaDecay}");
        Recipe.Require(SkipLimit > 0, $"the alarm needs at least one skip connection, not {SkipLimit}");
        Space.Validated();
        return this;
    }

    /// <inheritdoc/>
    public override ITaskTraining Begin(RunSpec spec, IRunData data, IReadOnlyList<Run> needed)
    {
        Recipe.Require(spec.Recipe.LabelSmoothing == 0, $"a search has no label smoothing; it must be 0, not {spec.Recipe.LabelSmoothing}");
        Recipe.Require(!SecondOrder || spec.Recipe.Optimizer is Sgd { Nesterov: false }, $"second-order search works only with plain SGD, without Nesterov momentum");
        var images = Of<DatasetSplits>(data).Training;
        SearchRequirements.Fit(Validated().Space, images);
        return new AlphaSearchTraining(spec, this, images);
    }

    /// <inheritdoc/>
    public override nn.Module LoadNetwork(Run run)
    {
        var network = new SearchNetwork(Space, new RandomStreams(run.Spec.Seed));
        SafetensorsFile.Read(run.Checkpoint).LoadInto(network);
        var alphas = SafetensorsFile.Read(run.Tensors(AlphasFile));
        foreach (var (name, live) in AlphasOf(network))
        {
            Alphas.Set(live, [.. alphas[name].ToSingles()]);
        }

        return network;
    }

    internal static void Keep(SearchNetwork network, RunOutput output) =>
        output.Tensors(AlphasFile, [.. AlphasOf(network).Select(named => SafetensorsTensor.Of(named.Name, named.Live))]);

    internal static IEnumerable<(string Name, TorchSharp.Modules.Parameter Live)> AlphasOf(SearchNetwork network) =>
        [("alphas/normal", network.Alphas.Normal), ("alphas/reduction", network.Alphas.Reduction)];
}

/// <summary>
/// Skip connections learn fastest and may take a search over until its cells compute nothing. The alarm rings where the
/// derived normal cell has as many as the limit: by default four of eight edges. The published cells have two and three,
/// and of random cells with seven operations one in fifty has four.
/// </summary>
internal static class SkipAlarm
{
    /// <summary>Whether the alarm is raised.</summary>
    /// <param name="genotype">What would be derived now.</param>
    /// <param name="limit">Skip connections that raise the alarm.</param>
    public static bool Rings(Genotype genotype, int limit) => genotype.Normal.Count(CandidateOperation.Skip) >= limit;
}

/// <summary>The state of a search at the end of an epoch; the same bytes for the same spec.</summary>
/// <param name="Epoch">Epoch, from 1.</param>
/// <param name="LearningRate">Learning rate of the weights.</param>
/// <param name="TrainingLoss">Mean loss of the batches that trained the weights, while they changed.</param>
/// <param name="TrainingAccuracy">Their accuracy, in [0, 1].</param>
/// <param name="ValidationLoss">Mean loss of the batches that trained the alphas; of the unrolled weights in second order.</param>
/// <param name="ValidationAccuracy">Their accuracy, in [0, 1].</param>
/// <param name="Normal">Weights of the normal cells after the epoch, [edge][operation].</param>
/// <param name="Reduction">Weights of the reduction cells.</param>
/// <param name="Genotype">What would be derived, in the published form.</param>
/// <param name="Skips">Skip connections in its normal cell.</param>
/// <param name="Alarm">Whether they are too many.</param>
internal sealed record SearchEpoch(
    int Epoch,
    double LearningRate,
    double TrainingLoss,
    double TrainingAccuracy,
    double ValidationLoss,
    double ValidationAccuracy,
    double[][] Normal,
    double[][] Reduction,
    string Genotype,
    int Skips,
    bool Alarm);
