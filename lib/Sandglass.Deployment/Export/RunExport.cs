using Sandglass.Deployment.Onnx;
using Sandglass.Detection.Training;
using Sandglass.Search.Training;
using Sandglass.Training;

namespace Sandglass.Deployment.Export;

/// <summary>The trained network of a finished run as a graph, of whatever task.</summary>
internal static class RunExport
{
    /// <summary>The graph, labelled with the run.</summary>
    /// <param name="run">A run that trained a classifier, a detector or the network of a genotype.</param>
    /// <exception cref="WorkbenchException">The run trains no network, its weights are damaged, or a layer has no operators.</exception>
    public static OnnxGraph Of(Run run)
    {
        using var network = run.LoadNetwork();
        var weights = NetworkExport.WeightsOf(network);
        var graph = run.Spec.Task switch
        {
            Classification task => NetworkExport.Of(task.Plan, weights),
            DetectionTask task => NetworkExport.Of(task.Plan, weights).Prepared(InputOf(task, run)),
            CellClassification task => NetworkExport.Of(task.Plan, weights),
            FoundNetwork task => NetworkExport.Of(task.PlanOf(FoundSearch.GenotypeOf(run)), weights),
            var other => throw new WorkbenchException($"run {run.Hash} is of the task '{other.Kind}', which leaves no network for inference; export a run that trains one"),
        };
        return graph.Trained(run);
    }

    private static ClassifierInput InputOf(DetectionTask task, Run run) => new(
        [.. run.Rows<ClassResult>(DetectionTables.Classes).Select(row => row.Class)], run.Result<DetectionResult>().Normalization, task.Plan.Resolution);
}
