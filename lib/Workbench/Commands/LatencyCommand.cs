using System.CommandLine;
using Sandglass;
using Sandglass.Blocks;
using Sandglass.Deployment.Export;
using Sandglass.Deployment.Latency;
using Sandglass.Deployment.Onnx;
using Sandglass.Deployment.Quantization;
using Sandglass.Training;
using Spectre.Console;
using Workbench.Progress;
using Workbench.Reports;
using Workbench.Running;

namespace Workbench.Commands;

/// <summary><c>workbench latency</c>: what networks take beside each other on this machine.</summary>
internal sealed class LatencyCommand
{
    // What the laboratory must find, and what it must not.
    private const double Planted = 0.1;

    // Of weights and maps, while a network is built, written and read.
    private const int Copies = 4;

    private const char Apart = '@';

    private readonly Argument<string[]> _networks = new("network")
    {
        HelpName = "NETWORK|RUN|FILE",
        Arity = ArgumentArity.OneOrMore,
        Description = $"names of networks ('{NetworksCommand.Called}' lists them), as NAME or NAME{Apart}WIDTH{Apart}RESOLUTION, hashes of runs, or ONNX files; the first is what the others are compared with",
    };

    private readonly Option<string[]> _runtimes = new Option<string[]>("--runtime")
    {
        HelpName = "NAME",
        Description = "what runs them: onnx is ONNX Runtime, libtorch TorchSharp, fused the workbench's kernels; may be given several times",
        DefaultValueFactory = _ => [LatencySubject.Onnx],
    }.AmongSeveral([.. LatencySubject.Runtimes]);

    private readonly Option<bool> _int8 = new("--int8") { Description = "time each network in 8 bits too, in ONNX Runtime; its ranges are those of noise" };
    private readonly Option<double> _width = CommonOptions.Width();
    private readonly Option<int?> _resolution = Ranges.Resolution.Option("--resolution", "side of the input in pixels, instead of the network's own");
    private readonly Option<int> _batch = Ranges.Images.Option("--batch", "images a pass", 1);
    private readonly Option<int> _threads = Ranges.Threads.Option("--threads", "threads of an operator", 1);
    private readonly Option<int> _launches = Ranges.Launches.Option("--launches", "how often each process is started", new LatencyProtocol().Launches);
    private readonly Option<int> _rounds = Ranges.Rounds.Option("--rounds", "rounds of a launch; in each, every network has a turn", new LatencyProtocol().Rounds);
    private readonly Option<double> _margin = Ranges.Margin.Option("--margin", "difference that counts as none, in percent", 3);
    private readonly Option<bool> _predict = new("--predict") { Description = "measure the machine's roofline, and predict each latency from arithmetic and bytes" };
    private readonly Option<bool> _operators = new("--operators") { Description = "show the time of each operator, as ONNX Runtime reports it" };
    private readonly Option<bool> _check = new("--check") { Description = "time the first network once more, as it is and 10 % slower: what this machine can tell apart now" };
    private readonly Option<bool> _json = new("--json") { Description = "print one JSON object with every turn" };
    private readonly Option<DirectoryInfo> _results = CommonOptions.Results();

    private LatencyCommand() => _networks.CompletionSources.Add(_ => [.. NetworksCommand.Names]);

    internal static Command Create()
    {
        var latency = new LatencyCommand();
        var command = new Command("latency", "Time networks beside each other on this machine: each in a process of its own, in turns, with intervals.")
        {
            latency._networks, latency._runtimes, latency._int8, latency._width, latency._resolution, latency._batch, latency._threads, latency._launches,
            latency._rounds, latency._margin, latency._predict, latency._operators, latency._check, latency._json, latency._results,
        };
        command.SetAction(latency.RunAsync);
        return command;
    }

    private async Task RunAsync(ParseResult asked, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var subjects = Subjects(asked, folder.FullName);
            var report = await MeasuredAsync(asked, subjects, cancellation);
            var output = asked.InvocationConfiguration.Output;
            if (asked.GetValue(_json))
            {
                output.WriteLine(report.ToJson());
            }
            else
            {
                LatencyView.Write(output, report, asked.GetValue(_check) ? Planted : null);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<LatencyReport> MeasuredAsync(ParseResult asked, LatencySubject[] subjects, CancellationToken cancellation)
    {
        var protocol = new LatencyProtocol { Launches = asked.GetValue(_launches), Rounds = asked.GetValue(_rounds) };
        IReadOnlyList<LatencyTurn> turns;
        using (var display = ProgressDisplay.Start(AnsiConsole.Console, "latency"))
        {
            turns = await LatencyRounds.MeasureAsync(
                subjects.Length, subject => LatencyProcess.StartAsync(subjects[subject], cancellation), protocol, share => display.Report(share, "in turns"), cancellation);
        }

        var threads = asked.GetValue(_threads);
        var roofline = asked.GetValue(_predict) ? await LatencyProcess.AskAsync<Roofline>(LatencyQuestion.Roofline, subjects[0], cancellation) : null;
        var margin = asked.GetValue(_margin) / 100;
        var networks = new List<NetworkLatency>();
        foreach (var (subject, result) in subjects.Zip(LatencyResult.Of(turns, margin)))
        {
            var operators = asked.GetValue(_operators) && subject.Runtime == LatencySubject.Onnx
                ? await LatencyProcess.AskAsync<IReadOnlyList<OperatorTime>>(LatencyQuestion.Operators, subject, cancellation)
                : null;
            networks.Add(NetworkLatency.Of(subject, result, operators, roofline));
        }

        return new LatencyReport(LatencyEnvironment.Capture(), protocol, margin, asked.GetValue(_batch), threads, roofline, networks, turns);
    }

    private LatencySubject[] Subjects(ParseResult asked, string folder)
    {
        var (runtimes, subjects) = (asked.GetRequiredValue(_runtimes).Distinct().ToArray(), new List<LatencySubject>());
        foreach (var (i, name) in asked.GetRequiredValue(_networks).Index())
        {
            var (graph, plan) = Network(asked, name);
            var largest = OperatorWork.Of(graph, asked.GetValue(_batch)).Max(work => work.Bytes);
            CommonOptions.RequireMemory(Copies * largest, $"maps of {Quoted.Line(graph.Name)}", "give a smaller --resolution or --batch");
            foreach (var runtime in runtimes)
            {
                var subject = new LatencySubject(plan is not null && name.Contains(Apart) ? name : graph.Name, runtime)
                {
                    Plan = plan,
                    Batch = asked.GetValue(_batch),
                    Threads = asked.GetValue(_threads),
                };
                if (runtime != LatencySubject.Onnx)
                {
                    subjects.Add(subject.Plan is not null ? subject : throw new UsageException($"{Misuse.Quoted(name)} is no classifier with a plan, which the runtime {runtime} needs; time it in {LatencySubject.Onnx}"));
                    continue;
                }

                subjects.Add(subject with { Model = Written(graph, folder, $"{i}"), Precision = IsQuantized(graph) ? LatencySubject.Int8 : LatencySubject.Single });
                if (asked.GetValue(_int8) && !IsQuantized(graph))
                {
                    var model = Written(EightBits.OfNoise(graph), folder, $"{i}-int8");
                    subjects.Add(subject with { Model = model, Precision = LatencySubject.Int8 });
                }
            }
        }

        return asked.GetValue(_check) ? [.. subjects, subjects[0], subjects[0] with { Slowdown = Planted }] : [.. subjects];
    }

    private (OnnxGraph Graph, NetworkPlan? Plan) Network(ParseResult asked, string name)
    {
        try
        {
            if (OnnxFile.IsNamed(name))
            {
                return (OnnxFile.Read(name).Sized(asked.GetValue(_resolution)), null);
            }

            if (NamedWeights.IsRun(name))
            {
                var run = CommonOptions.FinishedRun(name, asked.GetRequiredValue(_results));
                return (RunExport.Of(run), (run.Spec.Task as Classification)?.Plan);
            }

            var plan = Plan(asked, name);
            CommonOptions.RequireMemory(Copies * (double)Counter.Count(plan).WeightBytes, $"weights of {plan.Name}", "give a smaller --width");
            return (UntrainedExport.Of(plan, seed: 1), plan);
        }
        catch (InvalidSpecException impossible)
        {
            throw new UsageException(impossible.Message, impossible);
        }
    }

    // The name, or NAME@WIDTH or NAME@WIDTH@RESOLUTION, which go before the options.
    private NetworkPlan Plan(ParseResult asked, string name)
    {
        var parts = name.Split(Apart);
        var width = parts.Length > 1 ? Number(Ranges.Width, parts[1]) : asked.GetValue(_width);
        var resolution = parts.Length > 2 ? Number(Ranges.Resolution, parts[2]) : asked.GetValue(_resolution);
        return parts.Length <= 3
            ? CommonOptions.Find(parts[0]).Plan(width, resolution, null)
            : throw new UsageException($"{Misuse.Quoted(name)} has too many parts; write NAME, NAME{Apart}WIDTH or NAME{Apart}WIDTH{Apart}RESOLUTION");

        T Number<T>(NumberRange<T> range, string text)
            where T : struct, System.Numerics.INumber<T>, System.Numerics.IMinMaxValue<T> =>
            range.Parsed(text) ?? throw new UsageException($"{Misuse.Quoted(text)} in {Misuse.Quoted(name)} is no number from {range}; write NAME, NAME{Apart}WIDTH or NAME{Apart}WIDTH{Apart}RESOLUTION");
    }

    private static bool IsQuantized(OnnxGraph graph) => graph.Nodes.Any(node => node.Operator is "QuantizeLinear" or "QLinearConv" or "ConvInteger");

    private static string Written(OnnxGraph graph, string folder, string name)
    {
        var path = Path.Combine(folder, $"{name}.onnx");
        OnnxFile.Write(path, graph);
        return path;
    }
}
