namespace NotebookEngine.Kernel;

/// <summary>Stands in for the console's input in a kernel: whoever reads is told that there is none.</summary>
public sealed class NoInput : TextReader
{
    /// <inheritdoc/>
    public override int Peek() => throw Refused();

    /// <inheritdoc/>
    public override int Read() => throw Refused();

    /// <inheritdoc/>
    public override int Read(char[] buffer, int index, int count) => throw Refused();

    /// <inheritdoc/>
    public override string? ReadLine() => throw Refused();

    /// <inheritdoc/>
    public override string ReadToEnd() => throw Refused();

    private static InvalidOperationException Refused() =>
        new("a notebook's cell cannot read from the console: this kernel asks for no input; put the value into a variable of the cell");
}
