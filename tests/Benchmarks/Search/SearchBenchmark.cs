using System.CommandLine;
using System.Globalization;
using Benchmarks.Training;
using Parity;
using Sandglass;
using Sandglass.Runtime;
using Sandglass.Training;

namespace Benchmarks.Search;

/// <summary>
/// Seconds of a step of the standard proxy's search, by libtorch and by the fused kernels, beside the same network in
/// Python's PyTorch and beside the machine's limit. Every measurement is a fresh process; rounds alternate which goes first,
/// so that a busy spell hits all.
/// </summary>
internal static class SearchBenchmark
{
    private static readonly string[] Layouts = ["contiguous", "channels-last"];

    internal static Command Create()
    {
        var rounds = Smoke.Number("--rounds", "rounds of every way, of which the median is shown", 5, 1);
        var steps = Smoke.Number("--steps", $"steps of a measurement, of which the first {SearchMeasurement.WarmUp} do not count", 8, SearchMeasurement.WarmUp + 1);
        var threads = Smoke.Number("--threads", "threads of each side", 1, 1);
        var python = Smoke.Python("PyTorch");
        var command = new Command("search", "Seconds of a search step, beside Python's PyTorch.") { rounds, steps, threads, python, Smoke.Option };
        command.SetAction(parsed => Run(
            parsed.GetValue(rounds), parsed.GetValue(steps), parsed.GetValue(threads), parsed.GetRequiredValue(python), parsed.GetValue(Smoke.Option)));
        return command;
    }

    internal static Command CreateWorker()
    {
        var (space, backend) = (new Argument<string>("space"), new Argument<string>("backend"));
        var (secondOrder, steps, threads) = (new Argument<bool>("second"), new Argument<int>("steps"), new Argument<int>("threads"));
        var command = new Command("search-worker") { space, backend, secondOrder, steps, threads, Smoke.Option };
        command.Hidden = true;
        command.SetAction(parsed => Console.WriteLine(SearchMeasurement.Take(
            new SearchCase(
                parsed.GetRequiredValue(space), parsed.GetValue(secondOrder), parsed.GetValue(steps), parsed.GetValue(Smoke.Option), Backend: parsed.GetRequiredValue(backend)),
            parsed.GetValue(threads)).ToJson()));
        return command;
    }

    private static void Run(int rounds, int steps, int threads, string python, bool smoke)
    {
        if (steps <= SearchMeasurement.WarmUp)
        {
            throw new WorkbenchException($"give {SearchMeasurement.WarmUp + 1} steps at least");
        }

        TorchRuntime.Start(threads);
        var peer = Peer.Find(python, threads);
        if (peer is null)
        {
            Console.WriteLine($"{python} has no PyTorch (Debian: apt install python3-torch; else name one with --python): C# alone.");
        }

        var folder = Directory.CreateTempSubdirectory("search-benchmark-");
        try
        {
            var report = new SearchReport(peer, threads);
            Measure(report, Cases(steps, smoke), rounds, folder.FullName);
            report.Print(Console.Out);
            report.Check();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static SearchCase[] Cases(int steps, bool smoke) =>
    [
        .. from secondOrder in (bool[])[false, true]
           from space in SearchCase.Spaces
           from backend in (string[])[Backends.LibTorch, Backends.Fused]
           select new SearchCase(space.Name, secondOrder, steps, smoke, Backend: backend),
    ];

    private static void Measure(SearchReport report, SearchCase[] cases, int rounds, string folder)
    {
        WriteFiles(cases[0], report.Threads, folder);
        List<Action> ways =
        [
            .. cases.Take(1).Select(Own),
            .. report.Peer is { } peer ? Layouts.Select(layout => Other(peer, layout)) : [],
            .. cases.Skip(1).Select(Own),
        ];
        for (var round = 0; round < rounds; round++)
        {
            foreach (var way in round % 2 == 0 ? ways : ways.AsEnumerable().Reverse())
            {
                way();
            }

            report.Limits.Add(MatrixProduct.FlopsPerSecond(cases[0].Smoke));
        }

        Action Own(SearchCase subject) => () => report.Add(subject, SearchMeasurement.Parse(Child.Self(
            ["search-worker", subject.Space, subject.Backend, $"{subject.SecondOrder}", Number(subject.Steps), Number(report.Threads), .. Smoke.Words(subject.Smoke)])));
        Action Other(Peer with, string layout) => () => report.Add(layout, SearchMeasurement.Parse(with.Run(
            Path.Combine(AppContext.BaseDirectory, "parity", "darts_search.py"), folder, "--layout", layout, "--threads", Number(with.Threads))));
    }

    private static void WriteFiles(SearchCase subject, int threads, string folder)
    {
        using var data = subject.LoadData();
        SearchCaseFiles.Write(subject.Spec(data, threads), data.Training, folder);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
