using Sandglass.Data;

namespace Sandglass.Tests.Data;

public sealed class WholeFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Target => _folder["record"];

    public WholeFolderTests() => Fill(Target, "old");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    public void The_new_one_takes_the_place_of_the_old_one(string ending)
    {
        WholeFolder.Replace(Target + ending, folder => Fill(folder, "new"));
        Assert.Equal("new", Content(Target));
        Assert.Equal([Target], Entries());
    }

    [Fact]
    public void A_folder_that_is_not_there_is_made_with_those_above()
    {
        WholeFolder.Replace(_folder["above/record"], folder => Fill(folder, "new"));
        Assert.Equal("new", Content(_folder["above/record"]));
    }

    [Fact]
    public void Files_that_cannot_be_written_leave_the_old_one()
    {
        var wrong = Assert.Throws<WorkbenchException>(() => WholeFolder.Replace(Target, folder =>
        {
            Fill(folder, "new");
            throw new IOException("the disk is full");
        }));
        Assert.Contains("the disk is full", wrong.Message, StringComparison.Ordinal);
        Assert.Equal("old", Content(Target));
        Assert.Equal([Target], Entries());
    }

    [Fact]
    public void A_new_one_is_whole_and_nothing_that_is_there_is_replaced()
    {
        WholeFolder.WriteNew(_folder["above/new"], folder => Fill(folder, "new"));
        Assert.Equal("new", Content(_folder["above/new"]));

        Assert.Contains("is there already", Assert.Throws<WorkbenchException>(() => WholeFolder.WriteNew(Target, folder => Fill(folder, "new"))).Message);
        Assert.Equal("old", Content(Target));

        Assert.Throws<OperationCanceledException>(() => WholeFolder.WriteNew(_folder["above/stopped"], folder =>
        {
            Fill(folder, "half");
            throw new OperationCanceledException();
        }));
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder["above"]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_move_that_fails_leaves_the_old_one(int failing)
    {
        var wrong = Assert.Throws<WorkbenchException>(() => WholeFolder.Replace(Target, folder => Fill(folder, "new"), Failing(failing)));
        Assert.Contains("no such luck", wrong.Message, StringComparison.Ordinal);
        Assert.Equal("old", Content(Target));
        Assert.Equal([Target], Entries());
    }

    [Fact]
    public void Where_neither_can_be_moved_both_are_left_and_said()
    {
        var wrong = Assert.Throws<WorkbenchException>(() => WholeFolder.Replace(Target, folder => Fill(folder, "new"), Failing(2, 3)));
        var both = Entries();
        Assert.Equal(["new", "old"], both.Select(Content).Order());
        Assert.All(both, one => Assert.Contains(one, wrong.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void What_links_lead_to_is_left()
    {
        Fill(_folder["elsewhere"], "theirs");
        Directory.CreateSymbolicLink(Path.Combine(Target, "link"), _folder["elsewhere"]);
        WholeFolder.Replace(Target, folder => Fill(folder, "new"));
        Directory.CreateSymbolicLink(_folder["alias"], _folder["elsewhere"]);
        WholeFolder.Replace(_folder["alias"], folder => Fill(folder, "new"));

        Assert.Equal("theirs", Content(_folder["elsewhere"]));
        Assert.Equal("new", Content(_folder["alias"]));
        Assert.Null(new DirectoryInfo(_folder["alias"]).LinkTarget);
        Assert.Equal(3, Entries().Length);
    }

    [Fact]
    public void What_others_left_is_left()
    {
        Fill($"{Target}.{Environment.ProcessId}.partial", "theirs");
        WholeFolder.Replace(Target, folder => Fill(folder, "new"));
        Assert.Equal("theirs", Content($"{Target}.{Environment.ProcessId}.partial"));
    }

    [Fact]
    public void A_file_of_the_name_is_left()
    {
        File.WriteAllText(_folder["file"], "theirs");
        Assert.Throws<WorkbenchException>(() => WholeFolder.Replace(_folder["file"], folder => Fill(folder, "new")));
        Assert.Equal("theirs", File.ReadAllText(_folder["file"]));
    }

    // The moves are: the old one aside, the new one in, the old one back.
    private static Action<string, string> Failing(params int[] failing)
    {
        var number = 0;
        return (from, to) =>
        {
            if (failing.Contains(++number))
            {
                throw new IOException("no such luck");
            }

            Directory.Move(from, to);
        };
    }

    private string[] Entries() => [.. Directory.EnumerateFileSystemEntries(_folder[""]).Order()];

    private static void Fill(string folder, string content) =>
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(folder).FullName, "content"), content);

    private static string Content(string folder) => File.ReadAllText(Path.Combine(folder, "content"));
}
