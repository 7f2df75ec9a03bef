using Sandglass;
using Sandglass.Paper;
using Sandglass.Studies;
using Sandglass.Training;
using Workbench.Studies;
using Workbench.Tests.Architecture;

namespace Workbench.Tests.Running;

/// <summary>The declared protocols of the repository: each file is whole, and its last entry is the study as it stands and was recorded.</summary>
public sealed class DeclaredStudiesTests : IDisposable
{
    private readonly ResultsFolder _folder = new();

    [Fact]
    public void Every_study_is_the_one_that_was_declared() => Rule.Holds(
        from folder in Directory.EnumerateDirectories(Repository.PathTo("data", "studies"))
        where File.Exists(Path.Combine(folder, Declaration.FileName))
        from fault in Faults(folder, StudyCatalogue.Named)
        select fault,
        "Entries are never changed. If a change of a study is meant, declare it as said, and record it again.");

    [Fact]
    public void A_study_that_is_no_longer_what_was_declared_is_noticed()
    {
        var folder = Directory.CreateDirectory(_folder["shortcuts"]).FullName;
        foreach (var file in Directory.EnumerateFiles(RecordedStudy.Folder("shortcuts")).Where(file => Path.GetFileName(file) != Declaration.FileName))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        var study = StudyCatalogue.Named("shortcuts") with { Backend = RecordedStudy.Read(folder).Rows[0].Backend };
        Declare(study with { Margin = 0.02 }, folder);
        Assert.Equal(
            ["the record in shortcuts is of another protocol", "the study 'shortcuts' is not declared as it stands (margin: 0.02, now 0.01); declare it with 'workbench study declare shortcuts'"],
            Faults(folder, (_, _) => study));

        Declare(study, folder);
        Assert.Empty(Faults(folder, (_, _) => study));
        var path = Path.Combine(folder, Declaration.FileName);
        File.WriteAllText(path, File.ReadAllText(path).Replace("margin: 0.02, now 0.01", "margin: 0.03, now 0.01", StringComparison.Ordinal));
        Assert.Contains("entry 2 has another hash than it says", Assert.Single(Faults(folder, (_, _) => study)));
    }

    public void Dispose() => _folder.Dispose();

    private static List<string> Faults(string folder, Func<string, bool, Study> named)
    {
        var (name, faults) = (Path.GetFileName(folder), new List<string>());
        try
        {
            var declared = Declaration.Read(folder);
            faults.AddRange(declared.Zip(declared.Skip(1), (before, now) => now.Protocol.ChangesFrom(before.Protocol).SequenceEqual(now.Changes) ? "" : $"an entry of {name} says other changes than there are")
                .Where(fault => fault.Length > 0));
            if (File.Exists(Path.Combine(folder, RecordedStudy.Protocol)) && !declared[^1].Protocol.IsOf(RecordedStudy.Read(folder)))
            {
                faults.Add($"the record in {name} is of another protocol");
            }

            if (StudyCatalogue.Names.Contains(name))
            {
                StudyDeclaration.Require(named(name, false), folder);
            }
        }
        catch (WorkbenchException wrong)
        {
            faults.Add(wrong.Message);
        }

        return faults;
    }

    private void Declare(Study study, string folder) => StudyDeclaration.Declare(study, folder, new RunStore(_folder.Runs), reason: null, TextWriter.Null);
}
