namespace Workbench.Tests.PublicSurface;

/// <summary>A reviewed text in the source tree. With <c>WORKBENCH_ACCEPT=1</c> a comparison rewrites it instead.</summary>
internal sealed class Snapshot(string path)
{
    private const int LinesShown = 8;

    public void Compare(string actual)
    {
        if (Environment.GetEnvironmentVariable("WORKBENCH_ACCEPT") == "1")
        {
            File.WriteAllText(path, actual);
            return;
        }

        var accepted = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (accepted != actual)
        {
            Assert.Fail(Describe(accepted.Split('\n'), actual.Split('\n')));
        }
    }

    private string Describe(string[] accepted, string[] actual)
    {
        var same = accepted.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count();
        var lines = new List<string> { $"{Path.GetFileName(path)} differs from line {same + 1} on (- accepted, + now):" };
        lines.AddRange(accepted.Skip(same).Take(LinesShown).Select(line => "- " + line));
        lines.AddRange(actual.Skip(same).Take(LinesShown).Select(line => "+ " + line));
        lines.Add("If the change is meant, accept it and read its diff: WORKBENCH_ACCEPT=1 dotnet test --project tests/Workbench.Tests");
        return string.Join('\n', lines);
    }
}
