using System.Text;

namespace NotebookEngine.Scripting;

/// <summary>
/// Stands in for the console's writers: what a cell writes goes to that cell's output, everything else to the
/// console as before.
/// </summary>
internal sealed class CellConsole : TextWriter
{
    // The console is one a process, however many engines there are.
    private static readonly Lazy<bool> Installed = new(Replace);

    private readonly TextWriter _before;
    private readonly StreamName _stream;

    private CellConsole(TextWriter before, StreamName stream)
    {
        _before = before;
        _stream = stream;
        NewLine = "\n"; // the same bytes on every system
    }

    public override Encoding Encoding => _before.Encoding;

    /// <summary>Puts the writers in place, once a process.</summary>
    public static void Install() => _ = Installed.Value;

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
            cell.Output.Write(_stream, value);
        }
        else
        {
            _before.Write(value);
        }
    }

    public override void WriteLine(string? value) => Write(value + "\n"); // one piece, so that threads do not mix lines

    public override void Flush() => _before.Flush();

    private static bool Replace()
    {
        Console.SetOut(new CellConsole(Console.Out, StreamName.Out));
        Console.SetError(new CellConsole(Console.Error, StreamName.Error));
        return true;
    }
}
