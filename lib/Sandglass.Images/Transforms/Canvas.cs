using System.Buffers;

namespace Sandglass.Images.Transforms;

/// <summary>
/// A square picture that is being changed, in borrowed memory, and a second one of the same size that a change may write
/// into. Behind the last pixel there is a byte more than a pixel has, so that a pixel of three bytes may be read as four.
/// </summary>
internal sealed class Canvas : IDisposable
{
    private const int Behind = 4;

    private byte[] _pixels;
    private byte[] _other;

    /// <summary>A canvas; its bytes are arbitrary.</summary>
    public Canvas(int side, int channels)
    {
        (Side, Channels) = (side, channels);
        _pixels = ArrayPool<byte>.Shared.Rent(Length + Behind);
        _other = ArrayPool<byte>.Shared.Rent(Length + Behind);
    }

    /// <summary>Pixels of a row, and rows.</summary>
    public int Side { get; }

    /// <summary>1 for grey, 3 for colour.</summary>
    public int Channels { get; }

    /// <summary>The bytes: side x side x channels.</summary>
    public Span<byte> Pixels => _pixels.AsSpan(0, Length);

    /// <summary>The bytes, and those behind them that may be read.</summary>
    public ReadOnlySpan<byte> Readable => _pixels.AsSpan(0, Length + Behind);

    /// <summary>The second picture's bytes.</summary>
    public Span<byte> Other => _other.AsSpan(0, Length);

    private int Length => Side * Side * Channels;

    /// <summary>The second picture becomes the first.</summary>
    public void Swap() => (_pixels, _other) = (_other, _pixels);

    /// <summary>Every byte becomes what a table of 256 says.</summary>
    public void Map(ReadOnlySpan<byte> table)
    {
        foreach (ref var level in Pixels)
        {
            level = table[level];
        }
    }

    /// <summary>Every byte becomes what the table of its channel says: 256 bytes a channel, channel after channel.</summary>
    public void MapChannels(ReadOnlySpan<byte> tables)
    {
        var pixels = Pixels;
        for (var channel = 0; channel < Channels; channel++)
        {
            var table = tables.Slice(256 * channel, 256);
            for (var i = channel; i < pixels.Length; i += Channels)
            {
                pixels[i] = table[pixels[i]];
            }
        }
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_pixels);
        ArrayPool<byte>.Shared.Return(_other);
    }
}
