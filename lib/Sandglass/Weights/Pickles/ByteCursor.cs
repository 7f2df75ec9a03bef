using System.Text;
using System.Text.Unicode;

namespace Sandglass.Weights.Pickles;

/// <summary>Bytes that are read one after the other. Where they end too early, that is damage.</summary>
internal sealed class ByteCursor(ReadOnlyMemory<byte> bytes)
{
    private const int LongestLine = 200;

    private int _at;

    internal bool IsAtEnd => _at == bytes.Length;

    /// <summary>The next bytes, not copied.</summary>
    /// <exception cref="FormatException">There are fewer.</exception>
    internal ReadOnlyMemory<byte> Take(long count)
    {
        Damage.Unless(count >= 0 && count <= bytes.Length - _at, "it is cut off");
        _at += (int)count;
        return bytes[(_at - (int)count).._at];
    }

    internal byte Byte() => Take(1).Span[0];

    /// <summary>A text of so many bytes.</summary>
    /// <exception cref="FormatException">There are fewer, or they are not UTF-8.</exception>
    internal string Text(long count)
    {
        var text = Take(count).Span;
        Damage.Unless(Utf8.IsValid(text), "a text in it is not UTF-8");
        return Encoding.UTF8.GetString(text);
    }

    /// <summary>A short text up to the end of its line, which is left out.</summary>
    /// <exception cref="FormatException">The line is long, or has no end.</exception>
    internal string Line()
    {
        var rest = bytes.Span[_at..];
        var length = rest[..Math.Min(rest.Length, LongestLine)].IndexOf((byte)'\n');
        Damage.Unless(length >= 0, "a name in it is cut off or too long");
        var text = Text(length);
        _at++;
        return text;
    }
}
