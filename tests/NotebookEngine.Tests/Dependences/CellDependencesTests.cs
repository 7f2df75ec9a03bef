using NotebookEngine.Dependences;

namespace NotebookEngine.Tests.Dependences;

public sealed class CellDependencesTests : IDisposable
{
    private const string Earlier = """
        var x = 1; var y = 2; int[] a = [1, 2]; var list = new List<int>(); Box box = new();
        class Box { public int Size; public Box? Inner; public static int Count; }
        record Point(int X);
        int Twice(int number) => 2 * number;
        static int Half(this Point point) => point.X / 2;
        """;

    private static readonly HashSet<string> Names = ["x", "y", "a", "list", "box", "Box", "Point", "Twice", "Half"];

    private readonly CompiledCells _cells = new();

    public void Dispose() => _cells.Dispose();

    [Theory]
    [InlineData("x + Twice(y)", "Twice x y", "")]
    [InlineData("x = 5;", "", "x")]
    [InlineData("x += 5;", "x", "x")]
    [InlineData("++x; y--;", "x y", "x y")]
    [InlineData("(x, y) = (y, 3);", "y", "x y")]
    [InlineData("(a[0], (x)) = (1, 2);", "a", "a x")]
    [InlineData("a[x] = 1;", "a x", "a")]
    [InlineData("box.Inner!.Size++;", "box", "box")]
    [InlineData("box?.Size = 5;", "box", "box")]
    [InlineData("Box.Count = 2;", "Box", "Box")]
    [InlineData("int.TryParse(\"1\", out x);", "", "x")]
    [InlineData("void Set(ref int place) => place = 1; Set(ref x);", "x", "x")]
    [InlineData("new Point(1).Half()", "Half Point", "")]
    [InlineData("List<Box> boxes = [];", "Box", "")]
    [InlineData("Action later = () => x = 1;", "", "x")]
    [InlineData("var t = (x, y); foreach (var n in a) { }", "a x y", "")]
    [InlineData("list.Add(-x);", "list x", "")]
    public void What_a_cell_reads_and_changes_is_told_apart(string code, string reads, string changes)
    {
        var earlier = _cells.Add(Earlier);
        var dependences = CellDependences.Of(_cells.Add(code), Names);

        Assert.Equal((reads, changes), (Words(dependences.Reads), Words(dependences.Changes)));
        Assert.Equal(dependences.Uses, dependences.Reads.Union(dependences.Changes).ToHashSet());
        Assert.All(dependences.Uses, use => Assert.Equal(earlier.Compilation.AssemblyName, use.Cell));
    }

    [Theory]
    [InlineData("{ var x = 1; x++; }")]
    [InlineData("var x = 3; x++;")]
    [InlineData("int F(int x) => x; F(x: 1)")]
    [InlineData("new { x = 1 }.x")]
    [InlineData("class Own { int x; public int Read() => x; }")]
    [InlineData("foreach (var x in new[] { 1 }) Console.WriteLine(x);")]
    [InlineData("from x in new[] { 1 } select x")]
    public void Another_thing_of_the_same_name_is_none_of_it(string code)
    {
        _cells.Add(Earlier);
        Assert.Empty(CellDependences.Of(_cells.Add(code), Names).Uses);
    }

    [Fact]
    public void The_last_definition_before_the_cell_is_the_one_used()
    {
        _cells.Add("var x = 1;");
        var second = _cells.Add("var x = 2;");
        Assert.Equal([new Definition(second.Compilation.AssemblyName!, "x")], CellDependences.Of(_cells.Add("x"), Names).Reads);
    }

    [Fact]
    public void Variables_functions_and_types_are_defined_wherever_they_stand() => Assert.Equal(
        ["Box", "Twice", "a", "b", "c", "d"],
        CellDependences.DefinedBy(_cells.Add("""
            using System.Text;
            int a = 1, b = 2; var (c, _) = (3, 4); int.TryParse("1", out var d); { var hidden = 1; }
            class Box { public int Size; }
            int Twice(int number) => 2 * number;
            int Twice(string text) => 0;
            """)).Order(StringComparer.Ordinal));

    private static string Words(IEnumerable<Definition> definitions) => string.Join(' ', definitions.Select(one => one.Name).Order(StringComparer.Ordinal));
}
