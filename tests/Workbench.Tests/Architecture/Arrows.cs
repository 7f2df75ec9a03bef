namespace Workbench.Tests.Architecture;

/// <summary>
/// Who may use whom. A namespace stands for its sub-namespaces too, may use itself, and the root namespace
/// (<see cref="Sandglass.WorkbenchException"/>) is free to all.
/// </summary>
internal static class Arrows
{
    /// <summary>A namespace and the namespaces of ours that it may use.</summary>
    public static IReadOnlyDictionary<string, string[]> Rooms { get; } = new Dictionary<string, string[]>
    {
        ["Sandglass"] = [],
        ["Sandglass.Runtime"] = [],
        ["Sandglass.Blocks"] = ["Sandglass.Runtime"],
        ["Sandglass.Networks"] = ["Sandglass.Blocks", "Sandglass.Runtime"],
        ["Sandglass.Counting"] = ["Sandglass.Blocks", "Sandglass.Networks"],
        ["Sandglass.Data"] = ["Sandglass.Runtime"],
        ["Sandglass.Weights"] = ["Sandglass.Blocks", "Sandglass.Networks", "Sandglass.Runtime"],
        ["Sandglass.Statistics"] = ["Sandglass.Runtime"],
        ["Sandglass.Training"] =
            ["Sandglass.Blocks", "Sandglass.Networks", "Sandglass.Counting", "Sandglass.Data", "Sandglass.Weights", "Sandglass.Runtime"],
        ["Sandglass.Analysis"] =
            ["Sandglass.Blocks", "Sandglass.Networks", "Sandglass.Data", "Sandglass.Counting", "Sandglass.Weights", "Sandglass.Statistics", "Sandglass.Runtime"],
        ["Sandglass.Studies"] =
            ["Sandglass.Blocks", "Sandglass.Networks", "Sandglass.Counting", "Sandglass.Data", "Sandglass.Statistics", "Sandglass.Training", "Sandglass.Analysis", "Sandglass.Runtime"],
        ["Sandglass.Paper"] =
            ["Sandglass.Blocks", "Sandglass.Networks", "Sandglass.Counting", "Sandglass.Data", "Sandglass.Statistics", "Sandglass.Analysis", "Sandglass.Studies"],
        ["Sandglass.Detection.Boxes"] = [],
        ["Sandglass.Detection.Metric"] = ["Sandglass.Detection.Boxes"],
        ["Sandglass.Detection.Data"] = ["Sandglass.Detection.Boxes", "Sandglass.Detection.Metric", "Sandglass.Data", "Sandglass.Runtime"],
        ["Sandglass.Detection.Networks"] = ["Sandglass.Detection.Boxes", "Sandglass.Blocks", "Sandglass.Networks", "Sandglass.Counting", "Sandglass.Weights", "Sandglass.Runtime"],
        ["Sandglass.Detection.Training"] =
            ["Sandglass.Detection.Boxes", "Sandglass.Detection.Data", "Sandglass.Detection.Metric", "Sandglass.Detection.Networks",
             "Sandglass.Networks", "Sandglass.Counting", "Sandglass.Data", "Sandglass.Training", "Sandglass.Weights", "Sandglass.Runtime"],
        ["Sandglass.Detection.Studies"] =
            ["Sandglass.Detection.Boxes", "Sandglass.Detection.Data", "Sandglass.Detection.Metric", "Sandglass.Detection.Networks", "Sandglass.Detection.Training",
             "Sandglass.Blocks", "Sandglass.Networks", "Sandglass.Counting", "Sandglass.Data", "Sandglass.Statistics", "Sandglass.Training", "Sandglass.Studies", "Sandglass.Runtime"],
        ["Sandglass.Search.Space"] = ["Sandglass.Blocks", "Sandglass.Training"], // of Training: how records are written as JSON
        ["Sandglass.Search.Networks"] = ["Sandglass.Search.Space", "Sandglass.Blocks", "Sandglass.Networks", "Sandglass.Counting", "Sandglass.Runtime"],
        ["Sandglass.Search.Supernet"] =
            ["Sandglass.Search.Space", "Sandglass.Search.Networks", "Sandglass.Blocks", "Sandglass.Networks", "Sandglass.Counting", "Sandglass.Runtime"],
        ["Sandglass.Search.Bilevel"] = ["Sandglass.Search.Space", "Sandglass.Search.Supernet", "Sandglass.Runtime"],
        ["Sandglass.Search.Training"] =
            ["Sandglass.Search.Space", "Sandglass.Search.Networks", "Sandglass.Search.Supernet", "Sandglass.Search.Bilevel",
             "Sandglass.Networks", "Sandglass.Counting", "Sandglass.Data", "Sandglass.Tables", "Sandglass.Training", "Sandglass.Weights", "Sandglass.Runtime"],
        ["Sandglass.Search.Studies"] =
            ["Sandglass.Search.Space", "Sandglass.Search.Networks", "Sandglass.Search.Training",
             "Sandglass.Blocks", "Sandglass.Counting", "Sandglass.Data", "Sandglass.Statistics", "Sandglass.Studies", "Sandglass.Training", "Sandglass.Runtime"],
        // Figures show results: what a study found and what a count says, never how a network is built or trained. The
        // notebooks' formatters also show plans (Networks, as data), runs and their progress (Training's records), and
        // the start call brings libtorch up (Runtime). Of detection: pictures with boxes, how a metric judges
        // them, and the tables of its runs.
        // Of search: its spaces, what its epochs were and found, and what a found network costs.
        ["Sandglass.Display"] =
            ["Sandglass.Detection.Boxes", "Sandglass.Detection.Data", "Sandglass.Detection.Metric", "Sandglass.Detection.Training",
             "Sandglass.Search.Space", "Sandglass.Search.Networks", "Sandglass.Search.Training", "Sandglass.Search.Studies",
             "Sandglass.Blocks", "Sandglass.Networks", "Sandglass.Counting", "Sandglass.Data", "Sandglass.Tables", "Sandglass.Statistics", "Sandglass.Training", "Sandglass.Analysis", "Sandglass.Studies", "Sandglass.Paper", "Sandglass.Runtime"],
        ["NotebookEngine.Scripting"] = [],
        ["NotebookEngine.Notebooks"] = ["NotebookEngine.Scripting"],
        ["NotebookEngine.Running"] = ["NotebookEngine.Scripting", "NotebookEngine.Notebooks"],
        ["NotebookEngine.Gallery"] = ["NotebookEngine.Notebooks"],
        ["NotebookEngine.Kernel"] = ["NotebookEngine.Scripting"],
    };

    /// <summary>An assembly and the assemblies beyond .NET's own that it may use.</summary>
    public static IReadOnlyDictionary<string, string[]> Assemblies { get; } = new Dictionary<string, string[]>
    {
        ["Sandglass"] = ["TorchSharp", "CsvHelper", "Microsoft.Data.Analysis", "MathNet.Numerics", "ICSharpCode.SharpZipLib", "System.IO.Hashing"],
        // SkiaSharp here decodes JPEG and PNG; it draws nothing.
        ["Sandglass.Detection"] = ["Sandglass", "TorchSharp", "SkiaSharp"],
        ["Sandglass.Search"] = ["Sandglass", "TorchSharp"],
        ["Sandglass.Paper"] = ["Sandglass", "Microsoft.Data.Analysis"],
        ["Sandglass.Display"] =
            ["Sandglass", "Sandglass.Paper", "Sandglass.Detection", "Sandglass.Search", "Microsoft.Data.Analysis", "ScottPlot", "SkiaSharp", "Plotly.NET", "Plotly.NET.CSharp", "DynamicObj", "Giraffe.ViewEngine", "FSharp.Core", "TorchSharp", "Microsoft.DotNet.Interactive.Formatting", "System.IO.Hashing"],
        // It reaches the library by #r alone, as any other host of notebooks.
        ["NotebookEngine"] =
            ["Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp", "Microsoft.CodeAnalysis.Scripting", "Microsoft.CodeAnalysis.CSharp.Scripting",
             "Microsoft.CodeAnalysis.Features", "Microsoft.CodeAnalysis.CSharp.Features", "Microsoft.CodeAnalysis.Workspaces",
             "Microsoft.DotNet.Interactive.Formatting", "NetMQ", "Markdig", "HtmlSanitizer", "AngleSharp", "AngleSharp.Css"],
        ["workbench"] =
            ["Sandglass", "Sandglass.Paper", "Sandglass.Detection", "Sandglass.Search", "Sandglass.Display", "NotebookEngine", "Microsoft.Data.Analysis", "Spectre.Console", "Spectre.Console.Ansi", "System.CommandLine"],
    };
}
