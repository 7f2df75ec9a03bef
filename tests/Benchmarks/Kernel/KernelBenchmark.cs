using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using MathNet.Numerics.Statistics;

namespace Benchmarks.Kernel;

/// <summary>
/// How long a reader waits for the Jupyter kernel, through Debian's jupyter_client: start, first cell, a cell and a completion once warm;
/// beside Python's own kernel where that is installed.
/// </summary>
internal static class KernelBenchmark
{
    internal static Command Create()
    {
        var rounds = Smoke.Number("--rounds", "kernels started, in turn", 5, 1);
        var python = Smoke.Python("jupyter_client");
        var command = new Command("kernel", "Seconds to a ready kernel, to the first cell of the notebooks, and of a cell once warm.") { rounds, python, Smoke.Option };
        command.SetAction(parsed => Run(parsed.GetValue(rounds), parsed.GetRequiredValue(python)));
        return command;
    }

    private static void Run(int rounds, string python)
    {
        if (!Child.Runs(python, "import jupyter_client"))
        {
            Console.WriteLine($"{python} has no jupyter_client (Debian: apt install jupyter-client; else name one with --python), through which kernels are started: nothing is measured.");
            Print([]);
            return;
        }

        var root = Repository.Root();
        var folder = Directory.CreateTempSubdirectory().FullName;
        var environment = new Dictionary<string, string> { ["JUPYTER_DATA_DIR"] = folder };
        try
        {
            Child.Run("dotnet", [Repository.Program(), "kernel", "install"], environment);
            var cell = Path.Combine(folder, "first-cell.cs");
            File.WriteAllText(cell, FirstCell(Path.Combine(root, "notebooks", "00-start-here.ipynb")));
            var script = Path.Combine(AppContext.BaseDirectory, "Kernel", "kernel_session.py");
            var lines = Child.Run(python, [script, $"{rounds}", cell, Path.Combine(root, "notebooks")], environment);
            Print([.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Print(IReadOnlyList<JsonNode> sessions)
    {
        var table = new TextColumns("kernel", "ready s", "first hello s", "notebook's first cell s", "hello once warm ms", "first Tab ms", "Tab once warm ms");
        foreach (var kernel in sessions.GroupBy(session => (string)session["kernel"]!))
        {
            string Median(string figure, double unit, string format) => kernel.All(session => session[figure] is null)
                ? ""
                : (unit * kernel.Select(session => (double)session[figure]!).Median()).ToString(format, System.Globalization.CultureInfo.InvariantCulture);
            table.Add(kernel.Key, Median("ready", 1, "0.00"), Median("hello", 1, "0.00"), Median("first", 1, "0.00"), Median("warm", 1000, "0.0"), Median("tab", 1000, "0"), Median("tab_warm", 1000, "0"));
        }

        table.Write(Console.Out);
        Console.WriteLine($"Medians of {sessions.Count(session => (string)session["kernel"]! == ".net-csharp")} kernels each, started in turn.");
    }

    private static string FirstCell(string notebook)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(notebook));
        var code = json.RootElement.GetProperty("cells").EnumerateArray().First(cell => cell.GetProperty("cell_type").GetString() == "code");
        return string.Concat(code.GetProperty("source").EnumerateArray().Select(line => line.GetString()));
    }
}
