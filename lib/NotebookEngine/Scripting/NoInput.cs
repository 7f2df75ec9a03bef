namespace NotebookEngine.Scripting;

/// <summary>Stands in for the console's input: a cell that reads is told that there is none.</summary>
internal sealed class NoInput : TextReader
{
    // All other ways to read end at these two.
    public override int Peek() => throw Refused();

    public override int Read() => throw Refused();

    private static InvalidOperationException Refused() =>
        new("a notebook's cell cannot read from the console: there is no input; put the value into a variable of the cell");
}
