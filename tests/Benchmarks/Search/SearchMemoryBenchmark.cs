using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MathNet.Numerics;
using Sandglass;
using TorchSharp;

namespace Benchmarks.Search;

/// <summary>
/// Memory at the end of each epoch of a search with the sandglass, first and second order, each in a fresh process. A
/// slope is that of a straight line through the second half of the epochs, when caches are warm.
/// </summary>
internal static class SearchMemoryBenchmark
{
    internal static Command Create()
    {
        var epochs = Smoke.Number("--epochs", "epochs", 10, 4);
        var steps = Smoke.Number("--steps", "steps an epoch", 10, 1);
        var command = new Command("search-memory", "Memory of a search after each epoch (Linux).") { epochs, steps, Smoke.Option };
        command.SetAction(parsed => Run(parsed.GetValue(epochs), parsed.GetValue(steps), parsed.GetValue(Smoke.Option)));
        return command;
    }

    internal static Command CreateWorker()
    {
        var (secondOrder, epochs, steps) = (new Argument<bool>("second"), new Argument<int>("epochs"), new Argument<int>("steps"));
        var command = new Command("search-memory-worker") { secondOrder, epochs, steps, Smoke.Option };
        command.Hidden = true;
        command.SetAction(parsed => Console.WriteLine(JsonSerializer.Serialize(
            Measure(new SearchCase(
                SearchCase.Spaces[^1].Name, parsed.GetValue(secondOrder), parsed.GetValue(steps), parsed.GetValue(Smoke.Option), parsed.GetValue(epochs))))));
        return command;
    }

    private static void Run(int epochs, int steps, bool smoke)
    {
        if (!OperatingSystem.IsLinux() || epochs < 4)
        {
            throw new WorkbenchException("memory is read from Linux's /proc/self/status, over 4 epochs at least");
        }

        Memory[][] orders = [.. ((bool[])[false, true]).Select(secondOrder => JsonSerializer.Deserialize<Memory[]>(Child.Self(
            ["search-memory-worker", $"{secondOrder}", epochs.ToString(CultureInfo.InvariantCulture), steps.ToString(CultureInfo.InvariantCulture), .. Smoke.Words(smoke)]))!)];
        var table = new TextColumns(
            $"MB after an epoch of {steps} steps",
            "first order: resident", "peak", "managed", "live tensors", "second order: resident", "peak", "managed", "live tensors");
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            table.Add([$"{epoch + 1}", .. orders.SelectMany(order => Cells(order[epoch]))]);
        }

        table.Add([$"slope an epoch, last {epochs - (epochs / 2)}", .. orders.SelectMany(order => Slopes(order[(epochs / 2)..]))]);
        table.Write(Console.Out);
    }

    private static Memory[] Measure(SearchCase subject)
    {
        var after = new List<Memory>();
        subject.Search(threads: 1, _ => { }, _ => after.Add(new Memory(
            Status("VmRSS"), Status("VmHWM"), GC.GetTotalMemory(forceFullCollection: false) / 1e6, DisposeScopeManager.Statistics.ThreadTotalLiveCount)));
        return [.. after];
    }

    // A line such as "VmRSS:     123456 kB", where kB are 1,024 bytes.
    private static double Status(string name)
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith($"{name}:", StringComparison.Ordinal));
        return double.Parse(line.Split(':')[1].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024 / 1e6;
    }

    private static string[] Cells(Memory memory) => [$"{memory.Resident:0}", $"{memory.Peak:0}", $"{memory.Managed:0.0}", $"{memory.LiveTensors}"];

    private static string[] Slopes(Memory[] epochs) =>
    [
        .. ((Func<Memory, double>[])[m => m.Resident, m => m.Peak, m => m.Managed, m => m.LiveTensors])
            .Select(of => $"{Fit.Line([.. epochs.Select((_, i) => (double)i)], [.. epochs.Select(of)]).B:+0.00;-0.00;0}"),
    ];

    /// <summary>Of the process, in MB of a million bytes; tensors in number.</summary>
    private sealed record Memory(double Resident, double Peak, double Managed, long LiveTensors);
}
