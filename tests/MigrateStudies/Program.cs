using Sandglass.Data;
using Sandglass.Paper;
using Sandglass.Studies;

// Gives the runs of every recorded study the names that their specs have now; nothing else changes.
foreach (var name in StudyCatalogue.Names.Where(name => RecordedStudy.Find(name) is not null))
{
    var (study, path) = (StudyCatalogue.Named(name), Path.Combine(RecordedStudy.Folder(name), "runs.csv"));
    using var data = study.Data.Load();
    var grid = study.Runs(data.Identity).ToDictionary(run => (run.Arm.Name, run.Arm.Group, run.Spec.Seed));
    var table = Csv.Read(File.ReadAllText(path), "runs.csv");
    File.WriteAllText(path, Csv.Write(table.Header, table.Rows.Select(row =>
    {
        var spec = grid[(row.Text("arm"), row.Text("group"), int.Parse(row.Text("seed")))].Spec;
        return (IReadOnlyList<string>)[.. table.Header.Select(column => column switch
        {
            "run" => spec.Hash,
            "needed_runs" => string.Join(' ', spec.Task.Needs.Select(need => need.Hash)),
            _ => row.Text(column),
        })];
    })));
    Console.WriteLine($"{name}: {table.Rows.Count} runs");
}
