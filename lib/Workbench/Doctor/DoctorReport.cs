using System.Text.Json;
using Sandglass.Display;
using Sandglass.Training;
using Workbench.Reports;

namespace Workbench.Doctor;

/// <summary>What a machine can do, as text and as JSON.</summary>
/// <param name="Ok">Whether all is here that the default commands need.</param>
/// <param name="Checks">The checks.</param>
/// <param name="Facts">What they rest on.</param>
internal sealed record DoctorReport(bool Ok, IReadOnlyList<Check> Checks, MachineFacts Facts)
{
    /// <summary>The report on a machine.</summary>
    public static DoctorReport Of(MachineFacts facts, Needs needs)
    {
        var checks = Check.All(facts, needs);
        return new DoctorReport(checks.All(check => check.State != CheckState.Missing), checks, facts);
    }

    /// <summary>One JSON object: <c>ok</c>, <c>checks</c> (name, state, found, remedy) and <c>facts</c>.</summary>
    public void WriteJson(TextWriter output) => output.WriteLine(JsonSerializer.Serialize(this, RunJson.Options));

    /// <summary>A row a check, with what to do beneath; then what is missing.</summary>
    public void Write(TextWriter output)
    {
        Table.Of(["Here", "What", "Found"], Checks.SelectMany(Rows)).Write(output, TerminalWidth.Of(output), 2, 1);
        string[] missing = [.. Checks.Where(check => check.State == CheckState.Missing).Select(check => check.Name)];
        output.WriteLine();
        output.WriteLine(missing.Length == 0
            ? "All is here that the default commands need."
            : $"Missing for the default commands: {string.Join(", ", missing)}.");
    }

    private static IEnumerable<string[]> Rows(Check check)
    {
        yield return [Word(check.State), check.Name, check.Found];
        if (check.Remedy.Length > 0)
        {
            yield return ["", "", $"→ {check.Remedy}"];
        }
    }

    private static string Word(CheckState state) => state switch
    {
        CheckState.Here => "yes",
        CheckState.Absent => "no",
        _ => "MISSING",
    };
}
