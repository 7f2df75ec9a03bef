namespace Workbench.Tests;

public class LastingWriterTests
{
    [Fact]
    public void What_cannot_be_written_is_lost_and_nobody_is_stopped()
    {
        using var full = new FullDisk(room: 2);
        using var writer = new LastingWriter(full);
        for (var line = 0; line < 5; line++)
        {
            writer.WriteLine("line");
            writer.Write('x');
            writer.Flush();
        }

        Assert.Equal("No space left on device", writer.Failure?.Message);
        Assert.Equal("line\nx", full.Written.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public void What_can_be_written_is_passed_on()
    {
        using var inner = new StringWriter { NewLine = "\n" };
        using var writer = new LastingWriter(inner) { NewLine = "\n" };
        writer.WriteLine("a line");
        writer.Write("{0}!", 1);
        writer.Write("span".AsSpan());
        writer.Write(['a', 'b']);

        Assert.Null(writer.Failure);
        Assert.Equal("a line\n1!spanab", inner.ToString());
    }

    private sealed class FullDisk(int room) : TextWriter
    {
        private int _writes;

        public StringWriter Written { get; } = new();

        public override System.Text.Encoding Encoding => System.Text.Encoding.UTF8;

        public override void Write(char value) => Keep(() => Written.Write(value));

        public override void Write(string? value) => Keep(() => Written.Write(value));

        public override void WriteLine(string? value) => Keep(() => Written.WriteLine(value));

        private void Keep(Action write)
        {
            if (_writes++ >= room)
            {
                throw new IOException("No space left on device");
            }

            write();
        }
    }
}
