using System.Text.Json.Serialization;
using Sandglass.Data;
using Sandglass.Runtime;
using Sandglass.Search.Networks;
using Sandglass.Search.Space;
using Sandglass.Training;
using Sandglass.Weights;
using static TorchSharp.torch;

namespace Sandglass.Search.Training;

/// <summary>A task that trains networks of genotypes from scratch. The defaults are those of Liu et al. 2019 on CIFAR-10.</summary>
internal abstract record CellTask : RunTask
{
    /// <summary>How Liu et al. 2019 train what they found on CIFAR-10.</summary>
    public static Recipe PublishedRecipe { get; } = AlphaSearch.PublishedRecipe with
    {
        Epochs = 600,
        BatchSize = 96,
        Schedule = new Cosine { PerEpoch = true },
        Augmentation = new Augmentation(4, true, 16),
    };

    /// <summary>Chance of a dropped path in the last epoch; it grows from zero, epoch by epoch.</summary>
    [Released("0.2")]
    public double DropPath { get; init; } = 0.2;

    /// <summary>Weight of the auxiliary classifier's loss; 0: there is none.</summary>
    [Released("0.4")]
    public double Auxiliary { get; init; } = 0.4;

    /// <summary>The plan as it is trained: auxiliary classifier and dropped paths are the task's, not the plan's.</summary>
    internal CellNetworkPlan Trained(CellNetworkPlan plan) => plan with { Auxiliary = Auxiliary > 0, DropPath = 0 };

    /// <summary>Checks what all such tasks share.</summary>
    /// <exception cref="WorkbenchException">A number is out of range.</exception>
    internal void Check()
    {
        Recipe.Require(DropPath is >= 0 and < 1, $"drop-path must lie in [0, 1), not {DropPath}");
        Recipe.Require(Auxiliary >= 0, $"the weight of the auxiliary loss must not be negative, not {Auxiliary}");
    }

    private protected static (long Parameters, long MultiplyAdds) CostOf(CellNetworkPlan plan) =>
        CellNetworkCounter.Count(plan with { Auxiliary = false }) is var count ? (count.Parameters, count.MultiplyAdds) : default;

    private protected CellNetwork Load(CellNetworkPlan plan, Run run)
    {
        var network = new CellNetwork(Trained(plan), new RandomStreams(run.Spec.Seed));
        SafetensorsFile.Read(run.Checkpoint).LoadInto(network);
        return network;
    }
}

/// <summary>The task of telling the class of an image, with the network of a genotype.</summary>
/// <param name="Plan">The network; auxiliary classifier and drop-path are the task's, not the plan's.</param>
[RunTask("cell-classification")]
internal sealed record CellClassification(CellNetworkPlan Plan) : CellTask
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => Plan.Name;

    /// <inheritdoc/>
    [JsonIgnore]
    public override (long Parameters, long MultiplyAdds) Cost => CostOf(Plan);

    /// <inheritdoc/>
    public override ITaskTraining Begin(RunSpec spec, IRunData data, IReadOnlyList<Run> needed) =>
        new CellTraining(spec, this, Plan, Of<DatasetSplits>(data), alarmEpoch: null);

    /// <inheritdoc/>
    public override nn.Module LoadNetwork(Run run) => Load(Plan, run);
}

/// <summary>The same with the network of a genotype that another run finds.</summary>
/// <param name="Search">The search, by alphas or at random.</param>
/// <param name="Cells">Cells of the network.</param>
/// <param name="Channels">Width of its first cell.</param>
[RunTask("found-network")]
internal sealed record FoundNetwork(RunSpec Search, int Cells, int Channels) : CellTask
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => $"{Search.Task.Kind}-{Search.Task.Name}";

    /// <summary>That of a network as large as the one of DARTS; the finished run knows its own.</summary>
    [JsonIgnore]
    public override (long Parameters, long MultiplyAdds) Cost => CostOf(PlanOf(Genotype.DartsV2));

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<RunSpec> Needs => [Search];

    /// <inheritdoc/>
    public override RunTask ForSeed(int seed, DataIdentity data, string device, string backend) =>
        this with { Search = Search with { Seed = seed, Data = data, Device = device, Backend = backend } };

    /// <summary>The network.</summary>
    /// <param name="genotype">What was found.</param>
    /// <exception cref="WorkbenchException">The run is not a search.</exception>
    public CellNetworkPlan PlanOf(Genotype genotype) =>
        CellNetworkPlan.Of("derived", genotype, FoundSearch.SpaceOf(Search)) with { Cells = Cells, Channels = Channels };

    /// <inheritdoc/>
    public override ITaskTraining Begin(RunSpec spec, IRunData data, IReadOnlyList<Run> needed)
    {
        var found = FoundSearch.Of(needed[0]);
        return new CellTraining(spec, this, PlanOf(found.Genotype), Of<DatasetSplits>(data), found.AlarmEpoch);
    }

    /// <inheritdoc/>
    public override nn.Module LoadNetwork(Run run) => Load(PlanOf(FoundSearch.GenotypeOf(run)), run);
}

/// <summary>An epoch of the training of a genotype's network.</summary>
/// <param name="Epoch">Epoch, from 1.</param>
/// <param name="LearningRate">Learning rate.</param>
/// <param name="TrainingLoss">Mean loss of the batches, while the weights changed.</param>
internal sealed record CellEpoch(int Epoch, double LearningRate, double TrainingLoss);

/// <summary>The result of training a genotype's network.</summary>
/// <param name="TestAccuracy">Accuracy on the test images after the last epoch, in [0, 1].</param>
/// <param name="Parameters">Trainable parameters, without the auxiliary classifier.</param>
/// <param name="MultiplyAdds">Multiply-adds of one image (convolutions and the classifier), without the auxiliary classifier.</param>
/// <param name="Blocks">Edges of both cells on which a bottleneck block stands.</param>
/// <param name="Skips">Skip connections in the normal cell.</param>
/// <param name="AlarmEpoch">First epoch of the search in which they were too many; null: none, or no search by alphas.</param>
/// <param name="Genotype">Its cells, in the published form.</param>
internal sealed record CellResult(double TestAccuracy, long Parameters, long MultiplyAdds, int Blocks, int Skips, int? AlarmEpoch, string Genotype);

/// <summary>What the tasks of this library ask for.</summary>
internal static class SearchRequirements
{
    /// <exception cref="WorkbenchException">The images are of another kind than the space is made for.</exception>
    internal static void Fit(SearchSpace space, ImageDataset data) => Fit("space", space.Name, (space.Classes, space.InputChannels, space.Resolution), data);

    /// <exception cref="WorkbenchException">The images are of another kind than the network is made for.</exception>
    internal static void Fit(CellNetworkPlan plan, ImageDataset data) => Fit("network", plan.Name, (plan.Classes, plan.InputChannels, plan.Resolution), data);

    private static void Fit(string what, string name, (int Classes, int Channels, int Side) takes, ImageDataset data)
    {
        if ((takes.Classes, takes.Channels, takes.Side, takes.Side) != (data.Classes, data.Channels, data.Height, data.Width))
        {
            throw new WorkbenchException(
                $"{what} {name} takes {takes.Classes} classes of {takes.Channels}x{takes.Side}x{takes.Side}, but {data.Name} has {data.Classes} of {data.Channels}x{data.Height}x{data.Width}; make the {what} for these images");
        }
    }
}
