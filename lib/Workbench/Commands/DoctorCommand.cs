using System.CommandLine;
using Workbench.Doctor;

namespace Workbench.Commands;

/// <summary><c>workbench doctor</c>: what this machine can do, and what it lacks.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var results = CommonOptions.Out();
        var json = new Option<bool>("--json") { Description = "print one JSON object" };
        var command = new Command("doctor", "Show what this machine can do and what is missing, with what to do about it. The exit code is 1 if the default commands lack something.") { results, json };
        command.SetAction(parsed =>
        {
            var report = DoctorReport.Of(MachineFacts.Gather(parsed.GetRequiredValue(results).FullName), Needs.OfDefaults);
            if (parsed.GetValue(json))
            {
                report.WriteJson(parsed.InvocationConfiguration.Output);
            }
            else
            {
                report.Write(parsed.InvocationConfiguration.Output);
            }

            return report.Ok ? 0 : CommandLine.Failed;
        });
        return command;
    }
}
