using System.Text;

namespace Workbench;

/// <summary>
/// A writer that outlasts what it writes to: where a disk is full or a terminal is gone, what is written after that is
/// lost, and the writer continues. It keeps the error, for the program to report at its end.
/// </summary>
internal sealed class LastingWriter(TextWriter writer) : TextWriter
{
    private volatile Exception? _failure;

    /// <summary>Why something was not written; null where all was.</summary>
    public Exception? Failure => _failure;

    public override Encoding Encoding => writer.Encoding;

    public override void Write(char value) => Try(() => writer.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => writer.Write(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void Write(string? value) => Try(() => writer.Write(value));

    // In one call, so that lines of several threads do not mix.
    public override void WriteLine(string? value) => Try(() => writer.WriteLine(value));

    public override void Flush() => Try(writer.Flush);

    private void Try(Action write)
    {
        if (_failure is not null)
        {
            return;
        }

        try
        {
            write();
        }
        catch (Exception lost) when (lost is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            _failure = lost;
        }
    }
}
