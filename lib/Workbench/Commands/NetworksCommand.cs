using System.CommandLine;
using Sandglass.Display;
using Sandglass.Networks;
using Workbench.Reports;

namespace Workbench.Commands;

/// <summary><c>workbench networks</c>: the networks that other commands take by name.</summary>
internal static class NetworksCommand
{
    /// <summary>As errors and help call it.</summary>
    public const string Called = "workbench networks";

    public static IReadOnlyList<string> Names { get; } = [.. NetworkCatalogue.Entries.Select(entry => entry.Name)];

    public static Command Create()
    {
        var command = new Command("networks", "List the networks that other commands take by name.");
        command.SetAction(parsed => Table.Of(
            ["Name", "#Image\nside", "#Classes", "What it is"],
            NetworkCatalogue.Entries.Select(entry => (string[])
                [entry.Name, CellText.Whole(entry.Resolution), CellText.Whole(entry.Classes), entry.Description]))
            .Write(parsed.InvocationConfiguration.Output));
        return command;
    }
}
