namespace NotebookEngine.Tests.Kernel;

public sealed class CompletionTests(DefinedNotebook notebook) : IClassFixture<DefinedNotebook>
{
    private readonly DefinedNotebook _notebook = notebook;

    [Theory]
    [InlineData("Console.|", "Beep Write WriteLine", "Console")]
    [InlineData("Console.Wri|", "Write WriteLine", "Beep")]
    [InlineData("Console.WL|", "WriteLine", "Write")]
    [InlineData("Console.Line|", "ReadLine WriteLine", "Write")]
    [InlineData("Math.|", "Abs Max PI", "GetType")]
    [InlineData("here.|", "Abscissa Ordinate Half ToString", "ReferenceEquals")]
    [InlineData("here?.Ab|", "Abscissa", "")]
    [InlineData("here!.Ab|", "Abscissa", "")]
    [InlineData("maybe.|", "HasValue Value", "First")]
    [InlineData("maybe?.|", "First Second", "HasValue")]
    [InlineData("unnamed.|", "Deep", "")]
    [InlineData("points[0].|", "Abscissa", "")]
    [InlineData("points.Sel|", "Select SelectMany", "")]
    [InlineData("points.Where(point => point.|", "Abscissa", "Where")]
    [InlineData("points.Select(point => po|)", "point points", "")]
    [InlineData("from point in points select point.|", "Abscissa", "")]
    [InlineData("(await Task.FromResult(here)).|", "Abscissa", "")]
    [InlineData("foreach (var some in points) { so|", "some", "")]
    [InlineData("var ünï = 1; ün|", "ünï", "")]
    [InlineData("var other = here with { |", "Abscissa Ordinate", "points")]
    [InlineData("var other = here with { Abscissa = 1, |}", "Ordinate", "Abscissa")]
    [InlineData("new Settings { |", "Size", "Console")]
    [InlineData("Twice(|", "number: text: here", "")]
    [InlineData("Twice(nu|", "number: null", "")]
    [InlineData("Twice(1, |)", "text:", "text")]
    [InlineData("new Point(A|", "Abscissa:", "")]
    [InlineData("best = |", "Colour Colour.Red", "")]
    [InlineData("best is Colour.|", "Green Red", "")]
    [InlineData("Sq|", "Sqrt", "")]
    [InlineData("List<Poi|", "Point", "")]
    [InlineData("new Lis|", "List", "List<>")]
    [InlineData("cla|", "class @class", "")]
    [InlineData("$\"{he|}\"", "here", "")]
    [InlineData("Cons|ole.Write", "Console", "Write")]
    [InlineData("var first = 1;\nConsole.|\nvar second = 2;", "WriteLine", "")]
    [InlineData("var first = 1;\nif (first > 0\n{ fir|", "first", "")]
    [InlineData("var local = 1; { var within = 2; } |", "local", "within")]
    public void Completion_offers_what_can_be_written(string code, string offered, string other)
    {
        var matches = _notebook.Matches(code);

        Assert.Empty(offered.Split(' ').Except(matches));
        Assert.DoesNotContain(other, matches);
        Assert.Equal(matches.Distinct(), matches);
    }

    [Theory]
    [InlineData("\"Cons|\"")]
    [InlineData("var s = \"Cons|")]
    [InlineData("\"\"\"Cons|\"\"\"")]
    [InlineData("$\"{DateTime.Now:|}\"")]
    [InlineData("DateTime.Now.ToString(\"|\")")]
    [InlineData("System.Text.RegularExpressions.Regex.IsMatch(\"\", \"\\\\|\")")]
    [InlineData("'C|'")]
    [InlineData("// Cons|")]
    [InlineData("/* Cons| */ 1")]
    [InlineData("/// <su|")]
    public void Texts_and_comments_complete_to_nothing(string code) => Assert.Empty(_notebook.Matches(code));

    [Fact]
    public void The_best_match_is_first()
    {
        Assert.Equal("Write", _notebook.Matches("Console.write")[0]);
        Assert.Equal("number:", _notebook.Matches("Twice(|")[0]);
        Assert.Equal("Colour", _notebook.Matches("best = |")[0]);
        Assert.Equal("Point", _notebook.Matches("Point made = new |")[0]);
        var members = _notebook.Matches("here.|");
        Assert.Equal(members.Order(StringComparer.OrdinalIgnoreCase), members);
    }

    [Fact]
    public void A_match_has_its_kind_and_signature()
    {
        Assert.Equal(("method", "int Twice(int number, string text = \"\")"), _notebook.Shown("Twi|", "Twice"));
        Assert.Equal(("extensionmethod", "int Half(int by)"), _notebook.Shown("here.Ha|", "Half"));
        Assert.Equal(("property", "int Abscissa"), _notebook.Shown("here.Ab|", "Abscissa"));
        Assert.Equal(("property", "int Abscissa"), _notebook.Shown("var other = here with { |", "Abscissa"));
        Assert.Equal(("parameter", "int number"), _notebook.Shown("Twice(|", "number:"));
        Assert.Equal(("field", "Point here"), _notebook.Shown("her|", "here"));
        Assert.Equal(("field", "int First"), _notebook.Shown("maybe?.|", "First"));
        Assert.Equal(("keyword", ""), _notebook.Shown("cla|", "class"));
        Assert.Equal(("method", "void Write(string format, object? arg0) (+ 18)"), _notebook.Shown("Console.Wri|", "Write"));
    }
}
