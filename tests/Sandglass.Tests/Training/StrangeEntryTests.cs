using Sandglass.Data;
using Sandglass.Tests.Data;
using Sandglass.Training;

namespace Sandglass.Tests.Training;

/// <summary>Entries of a store's folder that are not what their name says: told and left, and nothing outside is touched.</summary>
public sealed class StrangeEntryTests : IDisposable
{
    private const string Strange = "0123456789abcdef";

    private readonly DatasetSplits _data = TinyRuns.Data();
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _notes = [];
    private readonly RunStore _store;
    private readonly RunSpec _spec;

    public StrangeEntryTests()
    {
        Directory.CreateDirectory(_folder["runs"]);
        Directory.CreateDirectory(_folder["outside"]);
        File.WriteAllText(_folder["outside/precious"], "precious");
        (_store, _spec) = (new RunStore(_folder["runs"]) { Note = _notes.Add }, TinyRuns.Spec(_data));
    }

    public static bool HasLinks => !OperatingSystem.IsWindows();

    [Theory]
    [InlineData($".{Strange}.partial")]
    [InlineData($".{Strange}.2.partial")]
    public void An_attempt_of_an_earlier_workbench_is_listed(string name)
    {
        Directory.CreateDirectory(_folder[$"runs/{name}"]);
        var run = Assert.Single(_store.List());
        Assert.Equal((Strange, 0.0, false, null), (run.Hash, run.Share, run.AtWork, run.Fault));
    }

    [Theory]
    [InlineData(Strange)]
    [InlineData($".{Strange}.partial")]
    public void A_file_with_the_name_of_a_folder_is_listed_as_damaged(string name)
    {
        File.WriteAllText(_folder[$"runs/{name}"], "");
        Assert.Contains("is a file, not a folder of a run", Assert.Single(_store.List()).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_in_the_place_of_the_store_is_named()
    {
        File.WriteAllText(_folder["file"], "");
        Assert.Contains("is a file", Assert.Throws<WorkbenchException>(() => new RunStore(_folder["file"]).List()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_in_the_place_of_the_run_is_known_before_training()
    {
        File.WriteAllText(_folder[$"runs/{_spec.Hash}"], "");
        var wrong = Assert.Throws<WorkbenchException>(() => Train(_ => Assert.Fail("trained")));
        Assert.Contains("is a file, not a folder of a run", wrong.Message, StringComparison.Ordinal);
    }

    [Fact(SkipUnless = nameof(HasLinks), Skip = "links need rights on Windows")]
    public void A_workspace_that_is_a_link_is_passed_by_in_training_and_listed()
    {
        var link = _folder[$"runs/.{_spec.Hash}.partial"];
        Directory.CreateSymbolicLink(link, _folder["outside"]);
        Assert.Contains("is a link", Assert.Single(_store.List()).Fault, StringComparison.Ordinal);
        var run = Train();

        AssertUntouched();
        Assert.NotNull(new FileInfo(link).LinkTarget);
        Assert.Contains(_notes, note => note.Contains(link, StringComparison.Ordinal) && note.Contains("another folder is used", StringComparison.Ordinal));
        var listed = Assert.Single(_store.List());
        Assert.NotNull(listed.Finished);
        Assert.Contains("is a link", listed.Fault, StringComparison.Ordinal);
        Assert.Equal([Path.GetFileName(link), _spec.Hash], Names());
        Assert.Equal(_spec.Hash, run.Hash);
    }

    [Fact(SkipUnless = nameof(HasLinks), Skip = "links need rights on Windows")]
    public void A_workspace_that_is_a_link_is_not_removed_with_its_run()
    {
        Train();
        Directory.CreateSymbolicLink(_folder[$"runs/.{_spec.Hash}.3.partial"], _folder["outside"]);
        var wrong = Assert.Throws<WorkbenchException>(() => _store.Remove(_spec.Hash));
        Assert.Contains("remove that entry by hand", wrong.Message, StringComparison.Ordinal);
        Assert.NotNull(_store.Find(_spec));
        AssertUntouched();
    }

    [Theory(SkipUnless = nameof(HasLinks), Skip = "links need rights on Windows")]
    [InlineData("begun.json")]
    [InlineData("state.tmp")]
    [InlineData("trial")]
    [InlineData("lock")]
    [InlineData("left")]
    [InlineData("finished")]
    public void A_link_within_a_workspace_is_not_written_through(string name)
    {
        var workspace = Directory.CreateDirectory(_folder[$"runs/.{_spec.Hash}.partial"]).FullName;
        File.CreateSymbolicLink(Path.Combine(workspace, name), _folder[name == "finished" ? "outside" : "outside/precious"]);
        Train();

        AssertUntouched();
        Assert.Contains(_notes, note => note.Contains($"holds {name}, which is a link", StringComparison.Ordinal));
        Assert.NotNull(new FileInfo(Path.Combine(workspace, name)).LinkTarget);
    }

    [Fact(SkipUnless = nameof(HasLinks), Skip = "links need rights on Windows")]
    public void Of_a_finished_run_that_is_a_link_the_link_alone_is_removed()
    {
        var run = Train();
        Directory.Move(run.Directory, _folder[$"outside/{_spec.Hash}"]);
        Directory.CreateSymbolicLink(run.Directory, _folder[$"outside/{_spec.Hash}"]);
        Assert.NotNull(_store.Find(_spec)); // a run may lie on another disk
        _store.Remove(_spec.Hash);

        Assert.Empty(Names());
        Assert.True(File.Exists(_folder[$"outside/{_spec.Hash}/run.json"]));
    }

    [Fact]
    public void What_a_kill_left_after_publishing_is_swept_at_the_next_start()
    {
        Train();
        using (var stop = new CancellationTokenSource())
        {
            Directory.Move(_folder[$"runs/{_spec.Hash}"], _folder["aside"]);
            Assert.ThrowsAny<OperationCanceledException>(() => Train(_ => stop.Cancel(), stop.Token));
        }

        Directory.Move(_folder["aside"], _folder[$"runs/{_spec.Hash}"]);
        Directory.CreateDirectory(_folder[$"runs/.{Strange}.{Guid.NewGuid():n}.removed/sub"]);
        Assert.Equal(3, Names().Length);
        new RunStore(_folder["runs"]).FindOrTrain(_spec, _data, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal([_spec.Hash], Names());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"about": null, "steps": 3}""")]
    [InlineData("""{"about": {"kind": "a\u001b[31m", "name": "b", "seed": 1, "epochs": 1}, "steps": 3}""")]
    [InlineData("""{"about": {"kind": "a", "name": "b", "seed": 1e400, "epochs": 1}, "steps": 3}""")]
    [InlineData("""{"about": {"kind": "a", "name": "b", "seed": 1, "epochs": 1}, "steps": 3, "tables": [null]}""")]
    [InlineData("\"\\ud800\"")]
    public void A_damaged_note_of_what_was_begun_is_done_without(string note)
    {
        var workspace = Directory.CreateDirectory(_folder[$"runs/.{Strange}.partial"]).FullName;
        File.WriteAllText(Path.Combine(workspace, "begun.json"), note);
        var run = Assert.Single(_store.List());
        Assert.Equal((null, 0.0, null), (run.About, run.Share, run.Fault));
    }

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }

    private Run Train(Action<TrainingProgress>? step = null, CancellationToken? stop = null) => _store.FindOrTrain(
        _spec, _data, new Reported<TrainingProgress>(step ?? (_ => { })), stop ?? TestContext.Current.CancellationToken);

    private string[] Names() => [.. Directory.EnumerateFileSystemEntries(_folder["runs"]).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private void AssertUntouched()
    {
        Assert.Equal(["precious"], Directory.EnumerateFileSystemEntries(_folder["outside"]).Select(Path.GetFileName));
        Assert.Equal("precious", File.ReadAllText(_folder["outside/precious"]));
    }
}
