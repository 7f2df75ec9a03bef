namespace Workbench.Tests.Architecture;

/// <summary>A namespace with what is in it, which is a folder of <c>lib/</c>.</summary>
/// <param name="Name">The namespace; those below it are rooms of their own.</param>
/// <param name="Holds">What a newcomer finds in it.</param>
/// <param name="Uses">The rooms that it may use, all of them above it in the list. The root is free to all.</param>
internal sealed record Room(string Name, string Holds, string[] Uses)
{
    /// <summary>Its folder from the top of the repository.</summary>
    public string Folder
    {
        get
        {
            var project = DependencyRules.Assemblies.Keys.Select(Project).Where(name => $"{Name}.".StartsWith($"{name}.", StringComparison.Ordinal)).MaxBy(name => name.Length)!;
            return string.Join('/', ["lib", project, .. Name[project.Length..].Split('.', StringSplitOptions.RemoveEmptyEntries)]);
        }
    }

    private static string Project(string assembly) => assembly == "workbench" ? "Workbench" : assembly;
}

/// <summary>
/// Who may use whom. A room uses only rooms that stand above it, so that no two know each other. CONTRIBUTING.md shows
/// the same table; a test renews it.
/// </summary>
internal static class DependencyRules
{
    /// <summary>The rooms, from the ground up.</summary>
    public static IReadOnlyList<Room> Rooms { get; } =
    [
        new("WholeFiles", "files written whole or not at all, read within limits; links told from their targets; free to all", []),
        new("Sandglass", "`WorkbenchException`, and errors of damaged files; free to all", []),
        new("Sandglass.Compute.Vectors", "vectors of each width, as type arguments of kernels", []),
        new("Sandglass.Compute.Kernels", "loops over tiles of feature maps, forward and backward", ["Sandglass.Compute.Vectors"]),
        new("Sandglass.Compute", "convolution, BatchNorm and activation in chains, as functions of the gradient graph", ["Sandglass.Compute.Kernels"]),
        new("Sandglass.Runtime", "native loading, threads, random streams, device, environment", []),
        new("Sandglass.Blocks", "`BlockSpec` and the module built from it", ["Sandglass.Compute", "Sandglass.Runtime"]),
        new("Sandglass.Networks", "plans and the networks built from them", ["Sandglass.Runtime", "Sandglass.Blocks"]),
        new("Sandglass.Counting", "parameters, multiply-adds, bytes, receptive field", ["Sandglass.Blocks", "Sandglass.Networks"]),
        new("Sandglass.Data", "datasets, splits, checksums, augmentation, batches", ["Sandglass.Runtime"]),
        new("Sandglass.Tables", "records as rows of CSV files and of data frames", ["Sandglass.Data"]),
        new("Sandglass.Weights.Pickles", "pickles of plain values and stored zip entries, read without running anything", []),
        new("Sandglass.Weights", "safetensors and .pth files, tensor names of other code bases, prediction",
        [
            "Sandglass.Runtime", "Sandglass.Blocks", "Sandglass.Networks", "Sandglass.Weights.Pickles"
        ]),
        new("Sandglass.Training.Checkpoints", "the file that a run resumes from", ["Sandglass.Runtime", "Sandglass.Weights"]),
        new("Sandglass.Training", "the engine: tasks, specs and their hash, recipes, the loop, the store of runs",
        [
            "Sandglass.Runtime", "Sandglass.Blocks", "Sandglass.Networks", "Sandglass.Counting", "Sandglass.Data", "Sandglass.Tables",
            "Sandglass.Weights", "Sandglass.Training.Checkpoints"
        ]),
        new("Sandglass.Statistics", "intervals, paired, equivalence and permutation tests, corrections, bootstrap, power, random effects", ["Sandglass.Runtime"]),
        new("Sandglass.Analysis.Probes", "tensors read or changed at a place of a network",
        [
            "Sandglass.Runtime", "Sandglass.Blocks", "Sandglass.Networks"
        ]),
        new("Sandglass.Analysis", "inference time, what analyses share",
        [
            "Sandglass.Runtime", "Sandglass.Blocks", "Sandglass.Networks", "Sandglass.Data"
        ]),
        new("Sandglass.Analysis.Gradients", "gradient confusion",
        [
            "Sandglass.Runtime", "Sandglass.Blocks", "Sandglass.Networks", "Sandglass.Data", "Sandglass.Analysis.Probes", "Sandglass.Analysis"
        ]),
        new("Sandglass.Analysis.Ranks", "feature ranks and their null",
        [
            "Sandglass.Runtime", "Sandglass.Blocks", "Sandglass.Networks", "Sandglass.Data", "Sandglass.Analysis.Probes", "Sandglass.Analysis"
        ]),
        new("Sandglass.Analysis.LinearProbes", "accuracy of a linear classifier at a place",
        [
            "Sandglass.Runtime", "Sandglass.Networks", "Sandglass.Data", "Sandglass.Analysis.Probes", "Sandglass.Analysis"
        ]),
        new("Sandglass.Analysis.Interventions", "changing a trained network and measuring again",
        [
            "Sandglass.Runtime", "Sandglass.Blocks", "Sandglass.Networks", "Sandglass.Analysis.Probes"
        ]),
        new("Sandglass.Analysis.Manifold", "random embeddings of a plane", ["Sandglass.Runtime", "Sandglass.Blocks"]),
        new("Sandglass.Analysis.Trained", "the network of a finished run: its predictions, and what is measured in it",
        [
            "Sandglass.Runtime", "Sandglass.Networks", "Sandglass.Data", "Sandglass.Training", "Sandglass.Analysis.Probes", "Sandglass.Analysis",
            "Sandglass.Analysis.Gradients", "Sandglass.Analysis.Ranks"
        ]),
        new("Sandglass.Studies.Diagnostics", "observers of runs, and the rows that they write",
        [
            "Sandglass.Runtime", "Sandglass.Blocks", "Sandglass.Networks", "Sandglass.Data", "Sandglass.Tables", "Sandglass.Training",
            "Sandglass.Analysis.Gradients", "Sandglass.Analysis.Ranks", "Sandglass.Analysis.LinearProbes", "Sandglass.Analysis.Interventions"
        ]),
        new("Sandglass.Studies", "grids of runs, their one record, and their statistics",
        [
            "Sandglass.Runtime", "Sandglass.Blocks", "Sandglass.Networks", "Sandglass.Counting", "Sandglass.Data", "Sandglass.Tables",
            "Sandglass.Training", "Sandglass.Statistics", "Sandglass.Analysis.Interventions", "Sandglass.Studies.Diagnostics"
        ]),
        new("Sandglass.Images", "JPEG and PNG files, and folders of them as data", ["Sandglass.Runtime", "Sandglass.Data", "Sandglass.Training"]),
        new("Sandglass.Images.Transforms", "pictures of files cropped, changed at random and normalised, as numbers for a network", ["Sandglass.Runtime", "Sandglass.Data", "Sandglass.Images"]),
        new("Sandglass.Images.Sets", "pictures in files and caches, decoded each time by threads, as data to train on",
            ["Sandglass.Runtime", "Sandglass.Data", "Sandglass.Training", "Sandglass.Images", "Sandglass.Images.Transforms"]),
        new("Sandglass.Images.Glyphs", "pictures of glyphs drawn from fonts, and the set that they make", ["Sandglass.Runtime", "Sandglass.Data", "Sandglass.Images"]),
        new("Sandglass.Detection.Boxes", "boxes, priors, coding, matching, suppression", []),
        new("Sandglass.Detection.Metric", "average precision by VOC's two rules", ["Sandglass.Detection.Boxes"]),
        new("Sandglass.Detection.Data", "pictures with boxes, augmentation, batches decoded ahead",
        [
            "Sandglass.Runtime", "Sandglass.Data", "Sandglass.Images", "Sandglass.Detection.Boxes", "Sandglass.Detection.Metric"
        ]),
        new("Sandglass.Detection.Data.Voc", "the VOC devkit, read and written",
        [
            "Sandglass.Data", "Sandglass.Images", "Sandglass.Detection.Boxes", "Sandglass.Detection.Data"
        ]),
        new("Sandglass.Detection.Data.Generated", "generated pictures",
        [
            "Sandglass.Runtime", "Sandglass.Data", "Sandglass.Images", "Sandglass.Detection.Boxes", "Sandglass.Detection.Data",
            "Sandglass.Detection.Data.Voc"
        ]),
        new("Sandglass.Detection.Networks", "SSDLite on any backbone",
        [
            "Sandglass.Runtime", "Sandglass.Blocks", "Sandglass.Networks", "Sandglass.Counting", "Sandglass.Detection.Boxes"
        ]),
        new("Sandglass.Detection.Training", "the task `detection`: loss, training, evaluation, the tables of its runs",
        [
            "Sandglass.Runtime", "Sandglass.Counting", "Sandglass.Data", "Sandglass.Tables", "Sandglass.Weights", "Sandglass.Training",
            "Sandglass.Detection.Boxes", "Sandglass.Detection.Metric", "Sandglass.Detection.Data", "Sandglass.Detection.Data.Generated",
            "Sandglass.Detection.Networks"
        ]),
        new("Sandglass.Detection.Studies", "the comparison of detectors",
        [
            "Sandglass.Blocks", "Sandglass.Networks", "Sandglass.Counting", "Sandglass.Data", "Sandglass.Training", "Sandglass.Studies",
            "Sandglass.Detection.Boxes", "Sandglass.Detection.Data.Generated", "Sandglass.Detection.Networks", "Sandglass.Detection.Training"
        ]),
        new("Sandglass.Search.Space", "operations, search spaces, genotypes", ["Sandglass.Blocks", "Sandglass.Training"]),
        new("Sandglass.Search.Networks", "the network of a genotype and its count",
        [
            "Sandglass.Runtime", "Sandglass.Blocks", "Sandglass.Networks", "Sandglass.Counting", "Sandglass.Search.Space"
        ]),
        new("Sandglass.Search.Supernet", "the network that holds all operations, and its alphas",
        [
            "Sandglass.Runtime", "Sandglass.Blocks", "Sandglass.Networks", "Sandglass.Counting", "Sandglass.Search.Space",
            "Sandglass.Search.Networks"
        ]),
        new("Sandglass.Search.Bilevel", "gradients of the alphas, derivation of a genotype", ["Sandglass.Search.Space", "Sandglass.Search.Supernet"]),
        new("Sandglass.Search.Training", "the tasks: search by alphas, random search, training of what they find; what each costs",
        [
            "Sandglass.Runtime", "Sandglass.Networks", "Sandglass.Counting", "Sandglass.Data", "Sandglass.Tables", "Sandglass.Weights",
            "Sandglass.Training", "Sandglass.Search.Space", "Sandglass.Search.Networks", "Sandglass.Search.Supernet", "Sandglass.Search.Bilevel"
        ]),
        new("Sandglass.Search.Studies", "the proxies and the comparison of searches",
        [
            "Sandglass.Data", "Sandglass.Training", "Sandglass.Statistics", "Sandglass.Studies", "Sandglass.Search.Space",
            "Sandglass.Search.Networks", "Sandglass.Search.Training"
        ]),
        new("Sandglass.Deployment.Onnx", "ONNX files, read within limits and written", ["Sandglass.Weights"]),
        new("Sandglass.Deployment.Shapes", "the shapes of a graph's values", ["Sandglass.Weights", "Sandglass.Deployment.Onnx"]),
        new("Sandglass.Deployment.Counting", "the count and the memory of a graph, whoever wrote it",
        [
            "Sandglass.Counting", "Sandglass.Weights", "Sandglass.Deployment.Onnx", "Sandglass.Deployment.Shapes"
        ]),
        new("Sandglass.Deployment.Export", "networks as graphs for inference, BatchNorm folded",
        [
            "Sandglass.Runtime", "Sandglass.Blocks", "Sandglass.Networks", "Sandglass.Counting", "Sandglass.Data", "Sandglass.Weights", "Sandglass.Training",
            "Sandglass.Detection.Networks", "Sandglass.Detection.Training", "Sandglass.Search.Networks", "Sandglass.Search.Training", "Sandglass.Deployment.Onnx"
        ]),
        new("Sandglass.Deployment.Running", "graphs run by libtorch and by ONNX Runtime",
        [
            "Sandglass.Runtime", "Sandglass.Weights", "Sandglass.Deployment.Onnx"
        ]),
        new("Sandglass.Deployment.Quantization", "calibration, steps, and what a network loses by them",
        [
            "Sandglass.Runtime", "Sandglass.Data", "Sandglass.Weights", "Sandglass.Statistics", "Sandglass.Deployment.Onnx", "Sandglass.Deployment.Running"
        ]),
        new("Sandglass.Deployment.Latency", "networks timed beside each other, and a machine's roofline",
        [
            "Sandglass.Runtime", "Sandglass.Blocks", "Sandglass.Networks", "Sandglass.Counting", "Sandglass.Data", "Sandglass.Weights", "Sandglass.Statistics", "Sandglass.Training",
            "Sandglass.Deployment.Onnx", "Sandglass.Deployment.Shapes", "Sandglass.Deployment.Counting", "Sandglass.Deployment.Running"
        ]),
        new("Sandglass.Deployment.Bundles", "a network with an input and its answer, as a folder for other machines",
        [
            "Sandglass.Runtime", "Sandglass.Data", "Sandglass.Weights", "Sandglass.Deployment.Onnx", "Sandglass.Deployment.Running"
        ]),
        new("Sandglass.Deployment.Studies", "the task `quantization`, and the comparison of what blocks lose by it",
        [
            "Sandglass.Data", "Sandglass.Training", "Sandglass.Studies", "Sandglass.Deployment.Onnx", "Sandglass.Deployment.Export", "Sandglass.Deployment.Quantization"
        ]),
        new("Sandglass.Paper", "the paper's claims and numbers, the named studies, and the verdicts that follow",
        [
            "Sandglass.Blocks", "Sandglass.Networks", "Sandglass.Counting", "Sandglass.Data", "Sandglass.Training", "Sandglass.Statistics",
            "Sandglass.Studies.Diagnostics", "Sandglass.Studies", "Sandglass.Detection.Training", "Sandglass.Detection.Studies",
            "Sandglass.Search.Studies", "Sandglass.Deployment.Latency", "Sandglass.Deployment.Studies"
        ]),
        new("Sandglass.Lessons.Checks", "how an answer is checked, and how its mistake is found", ["Sandglass.Blocks"]),
        new("Sandglass.Lessons", "the questions of the lessons and notebooks",
        [
            "Sandglass.Blocks", "Sandglass.Networks", "Sandglass.Counting", "Sandglass.Statistics", "Sandglass.Analysis.Gradients",
            "Sandglass.Analysis.Ranks", "Sandglass.Studies", "Sandglass.Detection.Boxes", "Sandglass.Detection.Metric", "Sandglass.Search.Space",
            "Sandglass.Paper", "Sandglass.Lessons.Checks"
        ]),
        new("Sandglass.Display", "tables, and what pages and figures share", ["Sandglass.Data"]),
        new("Sandglass.Display.Tables", "the tables of comparisons, in words",
            [
                "Sandglass.Blocks", "Sandglass.Counting", "Sandglass.Data", "Sandglass.Tables", "Sandglass.Training", "Sandglass.Statistics",
                "Sandglass.Studies", "Sandglass.Paper", "Sandglass.Deployment.Studies", "Sandglass.Display"
            ]),
        new("Sandglass.Display.Style", "colours and names of families", ["Sandglass.Blocks", "Sandglass.Counting"]),
        new("Sandglass.Display.Charts", "a figure as data, drawn still (ScottPlot) and live (Plotly)",
        [
            "Sandglass.Display", "Sandglass.Display.Style"
        ]),
        new("Sandglass.Display.Drawings", "blocks, cells and genotypes, drawn",
        [
            "Sandglass.Blocks", "Sandglass.Counting", "Sandglass.Search.Space", "Sandglass.Search.Networks", "Sandglass.Display",
            "Sandglass.Display.Style", "Sandglass.Display.Charts"
        ]),
        new("Sandglass.Display.Figures", "every figure",
        [
            "Sandglass.Runtime", "Sandglass.Blocks", "Sandglass.Networks", "Sandglass.Counting", "Sandglass.Data", "Sandglass.Tables", "Sandglass.Training",
            "Sandglass.Statistics", "Sandglass.Analysis.Gradients", "Sandglass.Analysis.Ranks", "Sandglass.Analysis.Manifold",
            "Sandglass.Studies.Diagnostics", "Sandglass.Studies", "Sandglass.Detection.Training", "Sandglass.Search.Space", "Sandglass.Search.Networks",
            "Sandglass.Search.Training", "Sandglass.Search.Studies", "Sandglass.Deployment.Latency", "Sandglass.Paper", "Sandglass.Display", "Sandglass.Display.Style", "Sandglass.Display.Charts",
            "Sandglass.Display.Drawings", "Sandglass.Analysis.Trained", "Sandglass.Weights", "Sandglass.Deployment.Onnx", "Sandglass.Deployment.Export"
        ]),
        new("Sandglass.Display.Pictures", "photographs with boxes, and sheets of small images",
        [
            "Sandglass.Blocks", "Sandglass.Networks", "Sandglass.Statistics", "Sandglass.Studies", "Sandglass.Images", "Sandglass.Detection.Boxes",
            "Sandglass.Detection.Metric", "Sandglass.Detection.Data", "Sandglass.Detection.Data.Generated", "Sandglass.Detection.Networks",
            "Sandglass.Detection.Studies", "Sandglass.Display", "Sandglass.Display.Style", "Sandglass.Display.Charts", "Sandglass.Display.Figures",
            "Sandglass.Data", "Sandglass.Analysis.Trained", "Sandglass.Analysis.Probes", "Sandglass.Training", "Sandglass.Display.Drawings"
        ]),
        new("Sandglass.Display.Pages", "pages for any browser: results, a study, claims, the block microscope, a network",
        [
            "Sandglass.Blocks", "Sandglass.Tables", "Sandglass.Studies", "Sandglass.Paper", "Sandglass.Display",
            "Sandglass.Display.Style", "Sandglass.Display.Tables", "Sandglass.Display.Charts", "Sandglass.Display.Figures",
            "Sandglass.Display.Pictures", "Sandglass.Deployment.Latency", "Sandglass.Statistics"
        ]),
        new("Sandglass.Display.Formatters", "how notebooks show values, and a training live",
        [
            "Sandglass.Blocks", "Sandglass.Networks", "Sandglass.Counting", "Sandglass.Data", "Sandglass.Training", "Sandglass.Statistics",
            "Sandglass.Studies", "Sandglass.Detection.Networks", "Sandglass.Search.Space", "Sandglass.Search.Networks",
            "Sandglass.Search.Supernet", "Sandglass.Search.Training", "Sandglass.Search.Studies", "Sandglass.Paper",
            "Sandglass.Display", "Sandglass.Display.Style", "Sandglass.Display.Tables", "Sandglass.Display.Charts", "Sandglass.Display.Drawings",
            "Sandglass.Display.Figures", "Sandglass.Display.Pictures",
            "Sandglass.Analysis.Gradients", "Sandglass.Analysis.Ranks", "Sandglass.Analysis.Trained", "Sandglass.Lessons.Checks"
        ]),
        new("Sandglass.Display.Notebooks", "the calls of a notebook or program: start, train, run a study, claims",
        [
            "Sandglass.Runtime", "Sandglass.Training", "Sandglass.Search.Training", "Sandglass.Search.Studies", "Sandglass.Display",
            "Sandglass.Display.Style", "Sandglass.Display.Formatters",
            "Sandglass.Networks", "Sandglass.Counting", "Sandglass.Data", "Sandglass.Studies", "Sandglass.Paper", "Sandglass.Images", "Sandglass.Images.Sets", "Sandglass.Lessons.Checks", "Sandglass.Lessons"
        ]),
        new("Sandglass.Interactive", "the extension for .NET Interactive", []),
        new("NotebookEngine.Scripting", "cells: compiled, run, shown", []),
        new("NotebookEngine.Notebooks", "notebook files: read, written, compared", ["NotebookEngine.Scripting"]),
        new("NotebookEngine.Terminal", "terminal output as plain text", []),
        new("NotebookEngine.Dependences", "what a cell uses of another, and which cells are stale", ["NotebookEngine.Scripting"]),
        new("NotebookEngine.Running", "the headless runner, and its check for what cannot be reproduced",
            ["NotebookEngine.Scripting", "NotebookEngine.Notebooks", "NotebookEngine.Terminal", "NotebookEngine.Dependences"]),
        new("NotebookEngine.Gallery", "notebooks as pages", ["NotebookEngine.Scripting", "NotebookEngine.Notebooks", "NotebookEngine.Terminal"]),
        new("NotebookEngine.Reference", "the public types of libraries as pages", ["NotebookEngine.Gallery"]),
        new("NotebookEngine.Export", "notebooks as apps of one file", ["NotebookEngine.Scripting", "NotebookEngine.Notebooks"]),
        new("NotebookEngine.Kernel.Protocol.Zmtp", "the listening half of ZeroMQ's protocol", []),
        new("NotebookEngine.Kernel.Protocol", "Jupyter's protocol", ["NotebookEngine.Kernel.Protocol.Zmtp"]),
        new("NotebookEngine.Kernel.Assistance", "completion and inspection", ["NotebookEngine.Scripting"]),
        new("NotebookEngine.Kernel", "the Jupyter kernel and its two processes",
        [
            "NotebookEngine.Scripting", "NotebookEngine.Dependences", "NotebookEngine.Kernel.Protocol", "NotebookEngine.Kernel.Assistance"
        ]),
        new("NotebookEngine.Kernel.Installation", "the kernelspec", ["NotebookEngine.Kernel.Protocol"]),
        new("NotebookKernel", "the kernel as a program: its commands and its processes",
            ["NotebookEngine.Scripting", "NotebookEngine.Kernel.Protocol", "NotebookEngine.Kernel", "NotebookEngine.Kernel.Installation"]),
        new("Workbench", "what an error comes to, parsing of the command line", ["NotebookEngine.Kernel.Protocol"]),
        new("Workbench.Progress", "progress in the terminal", ["Sandglass.Training"]),
        new("Workbench.Reports", "results as text",
        [
            "Sandglass.Runtime", "Sandglass.Blocks", "Sandglass.Networks", "Sandglass.Counting", "Sandglass.Data", "Sandglass.Weights",
            "Sandglass.Training", "Sandglass.Statistics", "Sandglass.Studies.Diagnostics", "Sandglass.Studies", "Sandglass.Detection.Metric",
            "Sandglass.Detection.Training", "Sandglass.Search.Space", "Sandglass.Search.Networks", "Sandglass.Search.Training",
            "Sandglass.Search.Studies", "Sandglass.Paper", "Sandglass.Deployment.Onnx", "Sandglass.Deployment.Shapes", "Sandglass.Deployment.Counting", "Sandglass.Deployment.Quantization", "Sandglass.Deployment.Latency", "Sandglass.Display", "Sandglass.Display.Charts",
            "Sandglass.Display.Figures", "Sandglass.Display.Pages"
        ]),
        new("Workbench.Exports", "finished runs for other programs: TensorBoard's events, Parquet tables", ["Sandglass.Runtime", "Sandglass.Data", "Sandglass.Training"]),
        new("Workbench.Running", "worker processes, the pool of runs",
        [
            "Sandglass.Runtime", "Sandglass.Data", "Sandglass.Training", "Sandglass.Studies", "NotebookEngine.Notebooks", "NotebookEngine.Running",
            "NotebookKernel", "Sandglass.Deployment.Onnx", "Sandglass.Deployment.Latency", "Workbench", "Workbench.Progress"
        ]),
        new("Workbench.Prediction", "pictures to classes",
        [
            "Sandglass.Data", "Sandglass.Weights", "Sandglass.Training", "Sandglass.Images", "Sandglass.Images.Transforms", "Sandglass.Display", "Workbench", "Workbench.Reports"
        ]),
        new("Workbench.Slurm", "job arrays: the script, the orders and logs of a study, the queue", ["NotebookKernel", "Sandglass.Training", "Workbench", "Workbench.Running"]),
        new("Workbench.Studies", "`workbench study`: plan, run, verify, show, report",
        [
            "Sandglass.Runtime", "Sandglass.Data", "Sandglass.Training", "Sandglass.Statistics",
            "Sandglass.Studies", "Sandglass.Search.Training", "Sandglass.Search.Studies", "Sandglass.Paper", "Sandglass.Display",
            "Sandglass.Display.Tables", "Sandglass.Display.Charts", "Sandglass.Display.Figures", "Sandglass.Display.Pages", "Workbench",
            "Workbench.Progress", "Workbench.Reports", "Workbench.Running", "Workbench.Slurm"
        ]),
        new("Workbench.Doctor", "`workbench doctor`: what a machine has and lacks",
        [
            "Sandglass.Runtime", "Sandglass.Blocks", "Sandglass.Data", "Sandglass.Training", "Sandglass.Studies", "Sandglass.Paper", "Sandglass.Display",
            "NotebookEngine.Kernel.Installation", "Workbench", "Workbench.Reports", "Workbench.Running"
        ]),
        new("Workbench.Planning", "`workbench plan`: what the paper's tables or a study cost, by arithmetic",
        [
            "Sandglass.Runtime", "Sandglass.Networks", "Sandglass.Counting", "Sandglass.Data", "Sandglass.Training", "Sandglass.Studies",
            "Sandglass.Images", "Sandglass.Detection.Networks", "Sandglass.Detection.Training", "Sandglass.Search.Networks",
            "Sandglass.Search.Space", "Sandglass.Search.Training", "Sandglass.Paper", "Sandglass.Display", "Workbench", "Workbench.Reports", "Workbench.Studies"
        ]),
        new("Workbench.Exercises", "`workbench exercise`: lessons, students' notebooks, grading within limits",
        [
            "Sandglass.Data", "Sandglass.Display", "NotebookEngine.Scripting", "NotebookEngine.Notebooks", "NotebookKernel", "Workbench", "Workbench.Progress", "Workbench.Running"
        ]),
        new("Workbench.Site", "`workbench site`: notebooks, claims, library and documents in one folder of pages",
        [
            "Sandglass.Data", "Sandglass.Paper", "Sandglass.Display.Pages", "NotebookEngine.Notebooks", "NotebookEngine.Gallery", "NotebookEngine.Reference"
        ]),
        new("Workbench.Commands", "one file a command, and the options that they share",
        [
            "Sandglass.Runtime", "Sandglass.Blocks", "Sandglass.Networks", "Sandglass.Counting", "Sandglass.Data", "Sandglass.Weights",
            "Sandglass.Training", "Sandglass.Studies.Diagnostics", "Sandglass.Studies", "Sandglass.Images", "Sandglass.Images.Sets", "Sandglass.Images.Glyphs", "Sandglass.Detection.Boxes",
            "Sandglass.Detection.Data", "Sandglass.Detection.Data.Voc", "Sandglass.Detection.Data.Generated", "Sandglass.Detection.Networks", "Sandglass.Detection.Training",
            "Sandglass.Search.Space", "Sandglass.Search.Networks", "Sandglass.Search.Training", "Sandglass.Search.Studies", "Sandglass.Paper",
            "Sandglass.Deployment.Onnx", "Sandglass.Deployment.Counting", "Sandglass.Deployment.Export", "Sandglass.Deployment.Quantization", "Sandglass.Deployment.Latency", "Sandglass.Deployment.Bundles",
            "Sandglass.Display", "Sandglass.Display.Tables", "Sandglass.Display.Drawings", "Sandglass.Display.Pictures", "Sandglass.Display.Pages", "NotebookEngine.Notebooks",
            "NotebookEngine.Running", "NotebookEngine.Gallery", "NotebookEngine.Export", "NotebookKernel",
            "Workbench", "Workbench.Progress", "Workbench.Reports", "Workbench.Exports", "Workbench.Running", "Workbench.Prediction", "Workbench.Slurm", "Workbench.Studies", "Workbench.Doctor", "Workbench.Planning", "Workbench.Exercises", "Workbench.Site"
        ]),
    ];

    /// <summary>An assembly and the assemblies beyond .NET's own that it may use.</summary>
    public static IReadOnlyDictionary<string, string[]> Assemblies { get; } = new Dictionary<string, string[]>
    {
        ["WholeFiles"] = [],
        ["Sandglass.Compute"] = ["TorchSharp"],
        ["Sandglass"] = ["WholeFiles", "Sandglass.Compute", "TorchSharp", "CsvHelper", "Microsoft.Data.Analysis", "MathNet.Numerics", "ICSharpCode.SharpZipLib", "System.IO.Hashing"],
        // SkiaSharp here decodes JPEG and PNG; it draws nothing.
        ["Sandglass.Images"] = ["WholeFiles", "Sandglass", "SkiaSharp"],
        ["Sandglass.Detection"] = ["WholeFiles", "Sandglass", "Sandglass.Images", "TorchSharp"],
        ["Sandglass.Search"] = ["WholeFiles", "Sandglass", "TorchSharp"],
        ["Sandglass.Deployment"] = ["WholeFiles", "Sandglass", "Sandglass.Detection", "Sandglass.Search", "TorchSharp", "MathNet.Numerics", "Microsoft.ML.OnnxRuntime", "protobuf-net", "protobuf-net.Core"],
        ["Sandglass.Paper"] = ["WholeFiles", "Sandglass", "Sandglass.Detection", "Sandglass.Search", "Sandglass.Deployment", "Microsoft.Data.Analysis"],
        ["Sandglass.Lessons"] = ["Sandglass", "Sandglass.Detection", "Sandglass.Search", "Sandglass.Paper"],
        ["Sandglass.Display"] =
            ["WholeFiles", "Sandglass", "Sandglass.Paper", "Sandglass.Lessons", "Sandglass.Images", "Sandglass.Detection", "Sandglass.Search", "Sandglass.Deployment", "Microsoft.Data.Analysis", "MathNet.Numerics", "ScottPlot", "SkiaSharp", "Plotly.NET", "Plotly.NET.CSharp", "DynamicObj", "Giraffe.ViewEngine", "FSharp.Core", "TorchSharp", "Microsoft.DotNet.Interactive.Formatting", "System.IO.Hashing"],
        // It reaches the library by a cell that it submits.
        ["Sandglass.Interactive"] = ["Microsoft.DotNet.Interactive"],
        // It reaches the library by #r alone, as any other host of notebooks.
        ["NotebookEngine"] =
            ["WholeFiles", "Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp", "Mono.Cecil", "Mono.Cecil.Rocks",
             "Microsoft.CodeAnalysis.Features", "Microsoft.CodeAnalysis.CSharp.Features", "Microsoft.CodeAnalysis.Workspaces",
             "Microsoft.DotNet.Interactive.Formatting", "Markdig", "HtmlSanitizer", "AngleSharp", "AngleSharp.Css"],
        ["NotebookKernel"] = ["NotebookEngine", "System.CommandLine"],
        // The messages of TensorBoard come with TorchSharp, and need Google.Protobuf.
        ["workbench"] =
            ["WholeFiles", "Sandglass", "Sandglass.Paper", "Sandglass.Images", "Sandglass.Detection", "Sandglass.Search", "Sandglass.Deployment", "Sandglass.Display", "NotebookEngine", "NotebookKernel", "Microsoft.Data.Analysis", "TorchSharp", "Google.Protobuf", "Parquet", "Spectre.Console", "Spectre.Console.Ansi", "System.CommandLine"],
    };
}
