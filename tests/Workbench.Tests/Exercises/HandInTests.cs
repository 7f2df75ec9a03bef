using Workbench.Exercises;
using Workbench.Tests.Running;

namespace Workbench.Tests.Exercises;

public sealed class HandInTests : IDisposable
{
    private const string Name = "lesson-1-depthwise.ipynb";

    private static readonly Lesson Lesson1 = Lessons.WithSolutions(Name);

    private readonly ResultsFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_students_cells_are_taken_and_nothing_else()
    {
        Lessons.WithoutSolutions(Name).Answered(cell => $"// {cell.Id}").Save(_folder["a.ipynb"]);
        var handIn = HandIn.Read(_folder.Path, _folder["a.ipynb"], Lesson1);
        Assert.Equal((true, ""), (handIn.IsReadable, handIn.Note));
        Assert.Equal(Lesson1.Exercises.Select(exercise => (exercise.Id, $"// {exercise.Start.Id}")), handIn.Answers.Select(answer => (answer.Key, answer.Value)));
    }

    [Fact]
    public void Without_ids_cells_are_found_by_their_tags_and_their_order()
    {
        var notebook = Lessons.WithoutSolutions(Name).Answered(cell => $"// {cell.Id}");
        (notebook with { Cells = [.. notebook.Cells.Select((cell, i) => cell with { Id = FormattableString.Invariant($"x{i}") })] }).Save(_folder["a.ipynb"]);
        Assert.Equal(Lesson1.Exercises.Select(exercise => $"// {exercise.Start.Id}"), HandIn.Read(_folder.Path, _folder["a.ipynb"], Lesson1).Answers.Values);
    }

    [Fact]
    public void Another_version_of_the_lesson_is_told()
    {
        Lessons.WithoutSolutions(Name).Save(_folder["a.ipynb"]);
        File.WriteAllText(_folder["a.ipynb"], File.ReadAllText(_folder["a.ipynb"]).Replace(Lesson1.Version, "0123456789ab", StringComparison.Ordinal));
        Assert.Equal("it was made from another version of the lesson", HandIn.Read(_folder.Path, _folder["a.ipynb"], Lesson1).Note);
        Lesson1.Notebook.Save(_folder["b.ipynb"]);
        Assert.StartsWith("it does not say which version", HandIn.Read(_folder.Path, _folder["b.ipynb"], Lesson1).Note);
    }

    [Theory]
    [InlineData("{", "not a notebook")]
    [InlineData("", "not a notebook")]
    [InlineData("""{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[]}""", "it has none of the lesson's exercises")]
    [InlineData("""{"nbformat":4,"nbformat_minor":5,"metadata":{"kernelspec":{"language":"python","name":"python3","display_name":"Python 3"}},"cells":[{"cell_type":"code","id":"a","metadata":{},"source":"1","outputs":[],"execution_count":null}]}""", "not C#")]
    public void What_cannot_be_graded_says_why(string text, string note)
    {
        File.WriteAllText(_folder["a.ipynb"], text);
        var handIn = HandIn.Read(_folder.Path, _folder["a.ipynb"], Lesson1);
        Assert.Contains(note, handIn.Note, StringComparison.Ordinal);
        Assert.Empty(handIn.Answers);
    }

    [Fact]
    public void A_link_is_not_followed_and_a_very_long_file_is_not_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        File.CreateSymbolicLink(_folder["link.ipynb"], Path.Combine(Lessons.Folder, Name));
        File.CreateSymbolicLink(_folder["endless.ipynb"], "/dev/zero");
        using (var large = new FileStream(_folder["large.ipynb"], FileMode.Create))
        {
            large.SetLength(1L << 30);
        }

        Directory.CreateDirectory(_folder[".ipynb_checkpoints"]);
        Lessons.WithoutSolutions(Name).Save(_folder[Path.Combine(".ipynb_checkpoints", "x.ipynb")]);
        Directory.CreateDirectory(_folder["anna"]);
        Lessons.WithoutSolutions(Name).Save(_folder[Path.Combine("anna", "x.ipynb")]);
        var all = HandIn.PathsIn(_folder.Path).Select(path => HandIn.Read(_folder.Path, path, Lesson1)).Select(handIn => (handIn.Name, handIn.Note[..Math.Min(7, handIn.Note.Length)]));
        Assert.Equal([("anna/x.ipynb", ""), ("endless.ipynb", "it is a"), ("large.ipynb", "over 32"), ("link.ipynb", "it is a")], all);
    }

    [Fact]
    public void A_link_to_a_folder_is_not_followed_whether_it_leads_back_or_elsewhere()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        Directory.CreateDirectory(_folder["class/anna"]);
        Directory.CreateDirectory(_folder["elsewhere"]);
        File.WriteAllText(_folder["class/anna/a.ipynb"], "{}");
        File.WriteAllText(_folder["elsewhere/b.ipynb"], "{}");
        Directory.CreateSymbolicLink(_folder["class/anna/back"], _folder["class"]);
        Directory.CreateSymbolicLink(_folder["class/out"], _folder["elsewhere"]);
        Assert.Equal([_folder["class/anna/a.ipynb"]], HandIn.PathsIn(_folder["class"]));
    }
}
