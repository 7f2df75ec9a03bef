using System.CommandLine;
using Sandglass.Search;
using Sandglass.Search.Studies;

namespace Workbench.Commands;

/// <summary>What the search commands share.</summary>
internal static class SearchOptions
{
    internal static Option<string> Preset() => new Option<string>("--preset")
    {
        Description = "smoke: proves that it works, in seconds; standard: the proxy of the study",
        DefaultValueFactory = _ => SearchPreset.Standard.Name,
    }.AcceptOnlyFromAmong([.. SearchPreset.All.Select(preset => preset.Name)]);

    /// <summary>The searches of a results folder.</summary>
    internal static SearchRunStore Runs(DirectoryInfo results, uint checkpointSeconds, TextWriter output) =>
        new(Path.Combine(results.FullName, "search")) { CheckpointInterval = TimeSpan.FromSeconds(checkpointSeconds), Note = output.WriteLine };
}
