using System.CommandLine;
using Workbench.Running;

namespace Workbench.Commands;

/// <summary><c>workbench latency-work</c>, hidden: times one network for a parent process.</summary>
internal static class LatencyWorkCommand
{
    internal const string Name = "latency-work";

    public static Command Create()
    {
        var command = new Command(Name) { Hidden = true };
        command.SetAction((parsed, _) => WorkerProtocol.AnswerAsync(() =>
        {
            LatencyOrder.Serve(parsed.InvocationConfiguration.Output);
            return Task.CompletedTask;
        }));
        return command;
    }
}
