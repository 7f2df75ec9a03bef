using NotebookEngine.Notebooks;

namespace NotebookEngine.Tests.Notebooks;

public sealed class NotebookCleanerTests
{
    [Fact]
    public void Metadata_is_made_whole_tags_stay_and_times_go()
    {
        var clean = NotebookCleaner.Clean(SampleNotebook.Of(("1", ["volatile"])));
        Assert.Equal(".net-csharp", (string?)clean.Fields["metadata"]!["kernelspec"]!["name"]);
        Assert.True(clean.Cells[0].Is("volatile"));
        Assert.Null(clean.Cells[0].Fields["metadata"]!["execution"]);
        Assert.Empty(NotebookCleaner.Check(clean.Write()));
    }

    [Fact]
    public void Check_says_where_it_is_not_clean()
    {
        var dirty = SampleNotebook.Of("1").Write();
        Assert.Equal(["notebook: metadata or format version", "cell 1 (c1): metadata or id"], NotebookCleaner.Check(dirty));
        var clean = NotebookCleaner.Clean(SampleNotebook.Of("1")).Write();
        Assert.Equal(["layout: indent, order of keys or line ends"], NotebookCleaner.Check(clean + "\n"));
    }
}
