using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using MathNet.Numerics.Statistics;
using Sandglass;
using Sandglass.Networks;
using Sandglass.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Benchmarks;

/// <summary>Counting MobileNeXt-1.0 from its specs against building it and counting through hooks.</summary>
internal static class CountingBenchmark
{
    private const int FreshProcesses = 7;

    internal static Command Create()
    {
        var command = new Command("counting", "Milliseconds of counting MobileNeXt-1.0, from specs and through the built module.");
        command.Options.Add(Smoke.Option);
        command.SetAction(parsed => Run(parsed.GetValue(Smoke.Option)));
        return command;
    }

    internal static Command CreateWorker()
    {
        var command = new Command("counting-worker") { Hidden = true };
        command.SetAction(_ => Console.WriteLine(
            Milliseconds(FromSpecs).ToString(CultureInfo.InvariantCulture)));
        return command;
    }

    private static void Run(bool smoke)
    {
        var cold = Enumerable.Range(0, smoke ? 1 : FreshProcesses)
            .Select(_ => double.Parse(Child.Self("counting-worker"), CultureInfo.InvariantCulture)).ToArray();
        var warm = Warm(FromSpecs, smoke ? 2 : 200);
        TorchRuntime.Start();
        var built = Warm(ThroughModule, smoke ? 2 : 10);
        var table = new TextColumns("MobileNeXt-1.0", "ms (median)", "best", "multiply-adds");
        void Add(string name, double[] times, long answer) =>
            table.Add(name, $"{times.Median():0.00}", $"{times.Min():0.00}", $"{answer:n0}");
        Add("from specs, first call of a process", cold, FromSpecs());
        Add("from specs, warm", warm, FromSpecs());
        Add("built module and hooks, warm", built, ThroughModule());
        table.Write(Console.Out);
    }

    // The first half of the calls warms up. An array first: LINQ would not make calls that are skipped.
    private static double[] Warm(Func<long> count, int calls) =>
        Enumerable.Range(0, calls).Select(_ => Milliseconds(count)).ToArray()[(calls / 2)..];

    private static double Milliseconds(Func<long> count)
    {
        var start = Stopwatch.GetTimestamp();
        count();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static long FromSpecs() => Counter.Count(MobileNeXt.Official()).MultiplyAdds;

    // What one does with a network that has no spec: build it, hook every layer, run an image through.
    private static long ThroughModule()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var network = new BottleneckNetwork(MobileNeXt.Official(), new RandomStreams(1));
        network.eval();
        var multiplyAdds = 0L;
        foreach (var module in network.modules())
        {
            if (module is Conv2d convolution)
            {
                convolution.register_forward_hook((layer, _, output) =>
                {
                    multiplyAdds += ((Conv2d)layer).weight!.numel() * output.shape[2] * output.shape[3];
                    return output;
                });
            }
            else if (module is Linear linear)
            {
                multiplyAdds += linear.weight!.numel();
            }
        }

        network.call(zeros(1, 3, 224, 224));
        return multiplyAdds;
    }
}
