using System.CommandLine;

namespace Workbench.Commands;

/// <summary><c>workbench search</c>: architecture search over cells.</summary>
internal static class SearchCommand
{
    public static Command Create() => new("search", "Search for network cells with DARTS; bottleneck blocks are among the operations.")
    {
        SearchRunCommand.Create(), SearchTrainCommand.Create(), SearchShowCommand.Create(),
    };
}
