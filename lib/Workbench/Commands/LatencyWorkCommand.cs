using System.CommandLine;
using Workbench.Running;

namespace Workbench.Commands;

/// <summary><c>workbench latency-work</c>, hidden: times one network for a parent process.</summary>
internal static class LatencyWorkCommand
{
    public static Command Create()
    {
        var command = new Command(LatencyOrder.Command) { Hidden = true };
        command.SetAction((parsed, _) => WorkerProtocol.AnswerAsync(() =>
        {
            LatencyOrder.Serve(parsed.InvocationConfiguration.Output);
            return Task.CompletedTask;
        }));
        return command;
    }
}
