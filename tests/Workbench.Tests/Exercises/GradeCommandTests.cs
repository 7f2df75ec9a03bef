using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Sandglass.Data;
using Workbench.Tests.Interactive;
using Workbench.Tests.Running;

namespace Workbench.Tests.Exercises;

[Collection(NotebookHost.OneAtATime)]
public sealed class GradeCommandTests : IDisposable
{
    private static readonly string LessonPath = Path.Combine(Lessons.SolutionsFolder, HostileClass.Name);

    private readonly ResultsFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [DeepFact]
    public async Task Thirty_notebooks_get_the_points_that_they_deserve_in_one_command()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the notebooks do what only Linux has");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Directory.CreateDirectory(_folder["class"]);
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var deserved = HostileClass.Write(_folder["class"], port);
        Assert.InRange(deserved.Count, 30, 40);

        var (code, output, error) = await WorkbenchProgram.RunAsync(
            "exercise", "grade", _folder["class"], "--lesson", LessonPath, "--out", _folder["grades.csv"], "--cell-timeout", "10", "--memory", "1024", "--workers", "2");

        Assert.True(code == 0, output + error);
        var rows = Csv.Read(await File.ReadAllTextAsync(_folder["grades.csv"], TestContext.Current.CancellationToken), "grades.csv").Rows;
        TestContext.Current.TestOutputHelper?.WriteLine($"{output}\n{string.Join('\n', rows.Select(row => string.Join(" | ", row.Cells)))}");
        Assert.Equal(
            deserved.OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => (item.Key, item.Value)),
            rows.Select(row => (row.Text("notebook").TrimStart('\''), int.Parse(row.Text("points"), CultureInfo.InvariantCulture))));
        Assert.All(rows, row => Assert.Equal("blocked", row.Text("network")));
        Assert.False(listener.Pending());
        Assert.Empty(ProcessTreeTests.Running(FormattableString.Invariant($"sleep\01{port}")));
        Assert.Contains($"{deserved.Count} of {deserved.Count} notebooks", output);
    }

    [DeepFact]
    public async Task What_is_done_is_kept_when_it_is_stopped()
    {
        var lesson = Lessons.WithSolutions(HostileClass.Name);
        Directory.CreateDirectory(_folder["class"]);
        Lessons.WithoutSolutions(HostileClass.Name).Answered(cell => lesson.SolutionOf(cell.Id)).Save(_folder[Path.Combine("class", "a.ipynb")]);
        Lessons.WithoutSolutions(HostileClass.Name).Answered(_ => "while (true) { }").Save(_folder[Path.Combine("class", "b.ipynb")]);
        using var program = WorkbenchProgram.Start("exercise", "grade", _folder["class"], "--lesson", LessonPath, "--out", _folder["grades.csv"], "--workers", "1");
        while (!File.Exists(_folder["grades.csv"]))
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        await program.InterruptAsync();
        var (code, output, _) = await program.EndAsync();
        Assert.Equal(130, code);
        Assert.Contains("1 of 2 notebooks", output);
        Assert.Equal("a.ipynb", Csv.Read(await File.ReadAllTextAsync(_folder["grades.csv"], TestContext.Current.CancellationToken), "grades.csv").Rows.Single().Text("notebook"));
    }

    [DeepTheory]
    [MemberData(nameof(Names))]
    public async Task Solutions_are_right_and_a_fresh_notebook_is_not_answered(string name)
    {
        var (code, output, error) = await WorkbenchProgram.RunAsync("exercise", "check", Path.Combine(Lessons.SolutionsFolder, name));
        Assert.True(code == 0, output + error);
        (code, output, _) = await WorkbenchProgram.RunAsync("exercise", "check", Path.Combine(Lessons.Folder, name));
        Assert.Equal(1, code);
        Assert.Equal(Lessons.WithSolutions(name).Exercises.Count, output.Split("not answered").Length - 1);
    }

    [Theory]
    [InlineData("there is no folder", "exercise", "grade", "nowhere", "--lesson", "x.ipynb")]
    [InlineData("there is no notebook", "exercise", "check", "nowhere.ipynb")]
    [InlineData("--memory takes a whole number from 256", "exercise", "check", "x.ipynb", "--memory", "1")]
    public async Task Misuse_is_named(string words, params string[] arguments)
    {
        var (code, _, error) = await InProcess.RunAsync(arguments);
        Assert.Equal(2, code);
        Assert.Contains(words, error);
    }

    [Fact]
    public async Task A_folder_without_notebooks_is_misuse()
    {
        var (code, _, error) = await InProcess.RunAsync("exercise", "grade", _folder.Path, "--lesson", LessonPath);
        Assert.Equal(2, code);
        Assert.Contains("there are no notebooks in", error);
    }

    public static TheoryData<string> Names => Lessons.Names;
}
