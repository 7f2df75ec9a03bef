using System.CommandLine;
using System.Globalization;
using Benchmarks.Training;
using Parity;
using Sandglass;
using Sandglass.Runtime;

namespace Benchmarks.Search;

/// <summary>
/// Seconds of a step of the standard proxy's search, beside the same network in Python's PyTorch and beside the machine's
/// limit. Every measurement is a fresh process; rounds alternate which goes first, so that a busy spell hits all.
/// </summary>
internal static class SearchBenchmark
{
    private static readonly string[] Layouts = ["contiguous", "channels-last"];

    internal static Command Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "rounds of every way; their median is shown", DefaultValueFactory = _ => 5 };
        var steps = new Option<int>("--steps") { Description = $"steps of a measurement, of which the first {SearchMeasurement.WarmUp} do not count", DefaultValueFactory = _ => 8 };
        var threads = new Option<int>("--threads") { Description = "threads of each side", DefaultValueFactory = _ => 1 };
        var python = new Option<string>("--python") { Description = "interpreter with PyTorch", DefaultValueFactory = _ => "/usr/bin/python3" };
        var command = new Command("search", "Seconds of a search step, beside Python's PyTorch.") { rounds, steps, threads, python };
        command.SetAction(parsed => Run(
            parsed.GetValue(rounds), parsed.GetValue(steps), parsed.GetValue(threads), parsed.GetRequiredValue(python)));
        return command;
    }

    internal static Command CreateWorker()
    {
        var (space, secondOrder, steps, threads) =
            (new Argument<string>("space"), new Argument<bool>("second"), new Argument<int>("steps"), new Argument<int>("threads"));
        var command = new Command("search-worker") { space, secondOrder, steps, threads };
        command.Hidden = true;
        command.SetAction(parsed => Console.WriteLine(SearchMeasurement.Take(
            new SearchCase(parsed.GetRequiredValue(space), parsed.GetValue(secondOrder), parsed.GetValue(steps)), parsed.GetValue(threads)).ToJson()));
        return command;
    }

    private static void Run(int rounds, int steps, int threads, string python)
    {
        if (rounds < 1 || steps <= SearchMeasurement.WarmUp || threads < 1)
        {
            throw new WorkbenchException($"give a round, {SearchMeasurement.WarmUp + 1} steps and a thread at least");
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
            Measure(report, Cases(steps), rounds, folder.FullName);
            report.Print(Console.Out);
            report.Check();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static SearchCase[] Cases(int steps) =>
        [.. from secondOrder in (bool[])[false, true] from space in SearchCase.Spaces select new SearchCase(space.Name, secondOrder, steps)];

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

            report.Limits.Add(MatrixProduct.FlopsPerSecond());
        }

        Action Own(SearchCase subject) => () => report.Add(subject, SearchMeasurement.Parse(Child.Self(
            "search-worker", subject.Space, $"{subject.SecondOrder}", Number(subject.Steps), Number(report.Threads))));
        Action Other(Peer with, string layout) => () => report.Add(layout, SearchMeasurement.Parse(with.Run(
            Path.Combine(AppContext.BaseDirectory, "parity", "darts_search.py"), folder, "--layout", layout, "--threads", Number(with.Threads))));
    }

    private static void WriteFiles(SearchCase subject, int threads, string folder)
    {
        using var data = subject.LoadData();
        SearchCaseFiles.Write(subject.Spec(data.Training, threads), data.Training, folder);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
