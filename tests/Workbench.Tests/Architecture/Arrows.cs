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
        ["Sandglass.Training"] =
            ["Sandglass.Blocks", "Sandglass.Networks", "Sandglass.Counting", "Sandglass.Data", "Sandglass.Runtime"],
        ["Sandglass.Studies"] =
            ["Sandglass.Blocks", "Sandglass.Networks", "Sandglass.Counting", "Sandglass.Data", "Sandglass.Training", "Sandglass.Runtime"],
        // Figures show results: what a study found and what a count says, never how a network is built or trained.
        ["Sandglass.Display"] = ["Sandglass.Blocks", "Sandglass.Counting", "Sandglass.Studies"],
    };

    /// <summary>An assembly and the assemblies beyond .NET's own that it may use.</summary>
    public static IReadOnlyDictionary<string, string[]> Assemblies { get; } = new Dictionary<string, string[]>
    {
        ["Sandglass"] = ["TorchSharp", "Microsoft.Data.Analysis", "MathNet.Numerics", "ICSharpCode.SharpZipLib"],
        ["Sandglass.Display"] =
            ["Sandglass", "Microsoft.Data.Analysis", "ScottPlot", "SkiaSharp", "Plotly.NET", "Plotly.NET.CSharp", "DynamicObj", "Giraffe.ViewEngine", "FSharp.Core"],
        ["workbench"] =
            ["Sandglass", "Sandglass.Display", "Microsoft.Data.Analysis", "Spectre.Console", "Spectre.Console.Ansi", "System.CommandLine"],
    };
}
