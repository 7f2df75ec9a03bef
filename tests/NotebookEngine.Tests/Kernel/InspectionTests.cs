namespace NotebookEngine.Tests.Kernel;

public sealed class InspectionTests(DefinedNotebook notebook) : IClassFixture<DefinedNotebook>
{
    private readonly DefinedNotebook _notebook = notebook;

    [Theory]
    [InlineData("Twice(|", "> int number: what is doubled\n  string text")]
    [InlineData("Twice(1, |)", "  int number: what is doubled\n> string text")]
    [InlineData("Twice(text: |", "> string text")]
    [InlineData("Math.Max(1, Twice(|", "> int number")]
    [InlineData("Twice(\n    1,\n    |\n", "> string text")]
    [InlineData("Twice(|", "int Twice(int number, string text = \"\")\n\nDoubles the number, as * 2.\n\n")]
    [InlineData("Twice(|", "Returns: twice as much\n\nExceptions:\n  ArgumentException: never")]
    [InlineData("here.Half(|", "int Point.Half(int by)")]
    [InlineData("new Point(1, |", "Point(int Abscissa, int Ordinate)\n\nParameters:\n  int Abscissa\n> int Ordinate")]
    [InlineData("Point made = new(|", "> int Abscissa")]
    [InlineData("var one = points[|]", "> int index")]
    [InlineData("turn(|", "> int arg")]
    [InlineData("class Derived() : Settings(|);", "Settings()")]
    [InlineData("[Obsolete(\"\", |)] class Old;", "> bool error")]
    [InlineData("string.Join(\", \", |", "string string.Join(string? separator, params string?[] value)")]
    [InlineData("string.Join(\", \", |", "Overloads:\n  string string.Join(char separator, params string?[] value)")]
    [InlineData("Twice(here|)", "(field) Point here")]
    [InlineData("Twi|ce(1)", "int Twice(int number, [string text = \"\"])")]
    public void Inspection_shows_the_call_around_or_the_name_at_the_cursor(string code, string shown)
    {
        Assert.Contains(shown, _notebook.Inspected(code));
    }

    [Fact]
    public void More_detail_shows_the_call_behind_the_name()
    {
        var text = _notebook.Inspected("Twice(here|)", detail: 1);

        Assert.StartsWith("(field) Point here\n\nint Twice(int number", text);
    }

    [Fact]
    public void A_call_that_ended_and_methods_of_instances_after_a_type_are_not_shown()
    {
        Assert.Equal("", _notebook.Inspected("Twice(1) "));
        Assert.DoesNotContain("TInner", _notebook.Inspected("string.Join("));
    }
}
