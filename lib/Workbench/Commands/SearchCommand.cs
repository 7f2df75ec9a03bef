using System.CommandLine;

namespace Workbench.Commands;

/// <summary><c>workbench search</c>: architecture search over cells.</summary>
internal static class SearchCommand
{
    public static Command Create() => new("search", "Architecture search: DARTS cells with bottleneck blocks among their operations.")
    {
        SearchRunCommand.Create(), SearchTrainCommand.Create(), SearchShowCommand.Create(),
    };
}
