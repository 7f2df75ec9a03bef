using NotebookEngine.Notebooks;

namespace NotebookEngine.Tests.Notebooks;

public sealed class DibReaderTests
{
    [Fact]
    public void Parts_become_cells_of_a_clean_notebook()
    {
        var notebook = DibReader.Parse(
            "#!meta\r\n\r\n{\"kernelInfo\":{\"defaultKernelName\":\"csharp\"}}\r\n\r\n#!markdown\r\n\r\n# Title\r\n\r\n* one\r\n\r\n#!csharp\r\n\r\nvar a = 1;\r\n\r\na\r\n#!c#\r\n#!time\r\n  b\r\n\r\n#!md\r\n#!csharp");
        Assert.Equal(
            [(CellKind.Markdown, "# Title\n\n* one"), (CellKind.Code, "var a = 1;\n\na"), (CellKind.Code, "#!time\n  b")],
            notebook.Cells.Select(cell => (cell.Kind, cell.Source)));
        Assert.Empty(NotebookCleaner.Check(notebook.Write()));
    }

    [Fact]
    public void What_stands_first_is_of_the_default_language()
    {
        Assert.Equal("1", DibReader.Parse("1\n#!markdown\nx").Cells[0].Source);
        Assert.StartsWith(
            "the part at line 1 (fsharp) is not C#",
            Assert.Throws<NotebookFormatException>(() => DibReader.Parse("1\n#!meta\n{\"kernelInfo\":{\"defaultKernelName\":\"fsharp\"}}")).Message,
            StringComparison.Ordinal);
        Assert.Contains("not JSON", Assert.Throws<NotebookFormatException>(() => DibReader.Parse("#!meta\n{")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_languages_are_refused_with_name_and_line() => Assert.StartsWith(
        "the part at line 3 (fsharp), line 7 (mermaid) is not C# or Markdown: ",
        Assert.Throws<NotebookFormatException>(() => DibReader.Parse("#!csharp\n1\n#!fsharp\n2\n#!csharp\n3\n#!mermaid\nx")).Message,
        StringComparison.Ordinal);
}
