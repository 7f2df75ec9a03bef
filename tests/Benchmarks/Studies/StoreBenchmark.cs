using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MathNet.Numerics.Statistics;
using Sandglass;
using Sandglass.Data;
using Sandglass.Studies;
using Sandglass.Training;

namespace Benchmarks.Studies;

/// <summary>
/// A store of thousands of finished runs: the list of all runs and the table of their study, in this process and by the built program,
/// start-up included. One run is trained; the others are its copies with a seed, a name and checksums of their own.
/// </summary>
internal static class StoreBenchmark
{
    private const int Arms = 5;

    internal static Command Create()
    {
        var seeds = Smoke.Number("--seeds", $"seeds of {Arms} arms", 1000, 2);
        var rounds = Smoke.Number("--rounds", "times each is measured", 5, 1);
        var program = new Option<string?>("--program") { Description = "another workbench.dll, to compare with" };
        var command = new Command("store", "Seconds to list a store of finished runs, and to load the table of their study.") { seeds, rounds, program, Smoke.Option };
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(seeds), parsed.GetValue(rounds), parsed.GetValue(program) ?? Repository.Program()));
        return command;
    }

    private static async Task RunAsync(int seeds, int rounds, string program)
    {
        var folder = Directory.CreateTempSubdirectory("store-");
        try
        {
            var (file, store) = (Path.Combine(folder.FullName, "many.json"), new RunStore(Path.Combine(folder.FullName, "runs")));
            await File.WriteAllTextAsync(file, Text(seeds));
            var study = Study.Read(file);
            var grid = Fill(study, store);
            var table = new TextColumns("what", "s (median)", "s (least)");
            void Add(string what, double[] seconds) => table.Add(what, Number(seconds.Median()), Number(seconds.Min()));
            Add("list of runs", [.. Enumerable.Range(0, rounds).Select(_ => Seconds(() => Require(grid.Count, new RunStore(store.Directory).List().Count)))]);
            Add("names of the study's runs", [.. Enumerable.Range(0, rounds).Select(_ => Seconds(() => Require(grid.Count, study.Runs(grid[0].Spec.Data).Select(place => place.Hash).Distinct().Count())))]);
            Add("runs of the study", [.. Enumerable.Range(0, rounds).Select(_ => Seconds(() => Require(grid.Count, study.Finished(grid, new RunStore(store.Directory)).Count)))]);
            Add("runs and table of the study", [.. Enumerable.Range(0, rounds).Select(_ => Seconds(() => Require(grid.Count, StudyRecord.Of(study, study.Finished(grid, new RunStore(store.Directory))).Rows.Count)))]);
            Add("runs, table and verdicts", [.. Enumerable.Range(0, rounds).Select(_ => Seconds(() => Require(study.Comparisons.Count, StudyRecord.Of(study, study.Finished(grid, new RunStore(store.Directory))).Verdicts().Count)))]);
            foreach (var words in (string[][])[["networks"], ["runs", "list", "--out", folder.FullName], ["study", "status", file, "--out", folder.FullName]])
            {
                var seconds = new List<double>();
                for (var round = 0; round < rounds; round++)
                {
                    seconds.Add(await SecondsAsync([program, .. words]));
                }

                Add($"workbench {string.Join(' ', words.Take(2))}", [.. seconds]);
            }

            table.Write(Console.Out);
            Console.WriteLine($"{grid.Count} runs; 'workbench networks' reads no run and stands for the start of the program");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Text(int seeds) => JsonSerializer.Serialize(new
    {
        name = "many",
        preset = "smoke",
        seeds,
        parameters = 30_000,
        arms = Enumerable.Range(0, Arms).ToDictionary(arm => $"arm {arm}", arm => new { family = "sandglass", ratio = 4 + arm }),
    });

    private static IReadOnlyList<StudyRun> Fill(Study study, RunStore store)
    {
        using var data = study.Data.Load();
        var grid = study.Runs(data.Identity);
        var first = store.FindOrTrain(grid[0].Spec, data);
        string[] names = [.. Checksums.Listed(first.Directory).Select(file => file.Name)];
        Parallel.ForEach(grid.Skip(1), place =>
        {
            var copy = Directory.CreateDirectory(Path.Combine(store.Directory, place.Spec.Hash)).FullName;
            foreach (var path in Directory.EnumerateFiles(first.Directory))
            {
                File.Copy(path, Path.Combine(copy, Path.GetFileName(path)));
            }

            var summary = first.Summary with { Hash = place.Spec.Hash, Name = place.Spec.Task.Name, Spec = JsonSerializer.SerializeToElement(place.Spec, RunJson.Options) };
            File.WriteAllText(Path.Combine(copy, "run.json"), RunJson.Text(summary));
            Checksums.Write(copy, names);
        });
        return grid;
    }

    private static double Seconds(Action action)
    {
        var start = TimeProvider.System.GetTimestamp();
        action();
        return TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<double> SecondsAsync(string[] words)
    {
        var start = TimeProvider.System.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo("dotnet", words) { RedirectStandardOutput = true })!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? TimeProvider.System.GetElapsedTime(start).TotalSeconds : throw new WorkbenchException($"{string.Join(' ', words)} failed");
    }

    private static void Require(int expected, int found)
    {
        if (found != expected)
        {
            throw new WorkbenchException(FormattableString.Invariant($"{found} of {expected} runs were found"));
        }
    }

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
