using System.CommandLine;
using Workbench.Running;

namespace Workbench.Commands;

/// <summary>The options with which notebooks are executed.</summary>
internal sealed class NotebookOptions
{
    private const string PresetName = "preset";

    private readonly Option<string[]> _parameters = new(NotebookSettings.ParameterOption, "-p")
    {
        Description = "value for a variable of the cell tagged 'parameters'; may be given several times",
        HelpName = "NAME=VALUE",
    };

    private readonly Option<string?> _preset = new("--preset") { Description = "short for -p preset=VALUE" };

    private readonly Option<double?> _timeout = Ranges.CellSeconds.Option(NotebookSettings.TimeoutOption, "fail if a cell takes longer than this many seconds");

    /// <summary>Adds the options to a command.</summary>
    public NotebookOptions AddTo(Command command)
    {
        command.Options.Add(_parameters);
        command.Options.Add(_preset);
        command.Options.Add(_timeout);
        return this;
    }

    /// <summary>What a command was given.</summary>
    /// <exception cref="UsageException">A parameter has no name or no value, or two of one name.</exception>
    public NotebookSettings Of(ParseResult parsed)
    {
        var given = parsed.GetValue(_parameters) ?? [];
        var values = new Dictionary<string, string>();
        foreach (var text in parsed.GetValue(_preset) is { } preset ? given.Prepend($"{PresetName}={preset}") : given)
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
            {
                throw new UsageException($"{NotebookSettings.ParameterOption} takes NAME=VALUE, not {Misuse.Quoted(text)}");
            }

            if (!values.TryAdd(text[..at], text[(at + 1)..]))
            {
                throw new UsageException($"there are two values for the parameter {Misuse.Quoted(text[..at])}; give one");
            }
        }

        return new NotebookSettings(values, parsed.GetValue(_timeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
    }
}
