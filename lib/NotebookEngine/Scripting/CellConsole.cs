using System.Text;

namespace NotebookEngine.Scripting;

/// <summary>
/// Stands in for the console's writers: what a cell writes goes to that cell's output, everything else to the
/// console as before.
/// </summary>
internal sealed class CellConsole : TextWriter
{
    // The console is one a process, however many engines there are.
    private static readonly TextWriter OriginalOut = Console.Out;
    private static readonly TextWriter OriginalError = Console.Error;

    private readonly TextWriter _before;
    private readonly StreamName _stream;

    private CellConsole(TextWriter before, StreamName stream)
    {
        _before = before;
        _stream = stream;
        NewLine = "\n"; // the same bytes on every system
    }

    public override Encoding Encoding => _before.Encoding;

    /// <summary>
    /// Puts fresh writers and an input that refuses in place: at the start, and after an interrupt, which may leave the
    /// lock that .NET puts around them taken.
    /// </summary>
    public static void Install()
    {
        Console.SetOut(new CellConsole(OriginalOut, StreamName.Out));
        Console.SetError(new CellConsole(OriginalError, StreamName.Error));
        Console.SetIn(new NoInput());
    }

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void Write(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return;
        }

        if (RunningCell.Current is { } cell)
        {
            try
            {
            }
            finally
            {
                cell.Output.Write(_stream, value); // an interrupt waits for the end of a finally, so no lock is left behind
            }
        }
        else
        {
            _before.Write(value);
        }
    }

    public override void WriteLine(string? value) => Write(value + "\n"); // one piece, so that threads do not mix lines

    public override void Flush() => _before.Flush();
}
