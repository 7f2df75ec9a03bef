using System.Globalization;
using System.Text.Json;
using Sandglass;
using Sandglass.Deployment.Latency;
using Sandglass.Training;

namespace Workbench.Running;

/// <summary>What a process that times is asked.</summary>
internal enum LatencyQuestion
{
    /// <summary>A turn for each line that names its seconds.</summary>
    Turns,

    /// <summary>The time of each operator.</summary>
    Operators,

    /// <summary>The roofline of the machine.</summary>
    Roofline,
}

/// <summary>What a process that times is told first.</summary>
/// <param name="Question">What it does.</param>
/// <param name="Subject">With which network; for the roofline its threads alone count.</param>
internal sealed record LatencyOrder(LatencyQuestion Question, LatencySubject Subject)
{
    /// <summary>Name of the hidden command that such a process runs.</summary>
    public const string Command = "latency-work";

    /// <summary>What the process says when its network is warm.</summary>
    public const string Ready = "ready";

    private const int ProfiledPasses = 20;

    /// <summary>The process's side: answers until its input ends.</summary>
    /// <exception cref="WorkbenchException">A network cannot be run, or the order is none.</exception>
    public static void Serve(TextWriter output)
    {
        var order = Parse(WorkerProtocol.ReadLine());
        switch (order.Question)
        {
            case LatencyQuestion.Operators:
                Say(RunJson.Text(OperatorTime.Of(order.Subject, ProfiledPasses)));
                break;
            case LatencyQuestion.Roofline:
                Say(RunJson.Text(new RooflineCalibration(order.Subject.Threads).Measure()));
                break;
            default:
                using (var network = TimedNetwork.Of(order.Subject))
                {
                    Say(Ready);
                    for (var line = WorkerProtocol.ReadLine(); line.Length > 0; line = WorkerProtocol.ReadLine())
                    {
                        var turn = TimeSpan.FromSeconds(double.Parse(line, CultureInfo.InvariantCulture));
                        Say(network.Seconds(turn).ToString("R", CultureInfo.InvariantCulture));
                    }
                }

                break;
        }

        void Say(string text)
        {
            output.WriteLine(text.ReplaceLineEndings(""));
            output.Flush();
        }
    }

    private static LatencyOrder Parse(string line)
    {
        try
        {
            return RunJson.Parse<LatencyOrder>(line);
        }
        catch (Exception wrong) when (wrong is JsonException or NotSupportedException)
        {
            throw new WorkbenchException($"the input does not say what to time ({wrong.Message}); only the workbench itself calls this command", wrong);
        }
    }
}
