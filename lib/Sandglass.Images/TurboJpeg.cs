using System.Runtime.InteropServices;

namespace Sandglass.Images;

/// <summary>
/// The system's libjpeg-turbo, if it is installed (Debian: libturbojpeg0). It gives the same bytes as the decoder in SkiaSharp, which
/// is the same library built without its vector instructions, and takes less time. What it does not take, or finds damaged, is left to SkiaSharp.
/// </summary>
internal static unsafe partial class TurboJpeg
{
    private const string Library = "libturbojpeg.so.0";
    private const int Rgb = 0;
    private const int StopOnWarning = 8192;
    private const int Colours = 1;
    private const int Grey = 2;

    /// <summary>Whether it is installed.</summary>
    internal static bool IsThere { get; } = NativeLibrary.TryLoad(Library, out _);

    /// <summary>Decodes a whole file of the usual colours or of greys.</summary>
    /// <param name="file">The file.</param>
    /// <param name="width">Pixels of a row, as its header says.</param>
    /// <param name="height">Rows.</param>
    /// <param name="rgb">Height x width x 3 bytes, as stored, not turned.</param>
    /// <returns>Whether it did; if not, the bytes are arbitrary.</returns>
    public static bool TryDecode(byte[] file, int width, int height, Span<byte> rgb)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rgb.Length, width * height * 3);
        var decoder = Start();
        if (decoder == 0)
        {
            return false;
        }

        try
        {
            fixed (byte* from = file, to = rgb)
            {
                var length = new CULong((nuint)file.Length);
                return ReadHeader(decoder, from, length, out var foundWidth, out var foundHeight, out _, out var kind) == 0
                    && (foundWidth, foundHeight) == (width, height)
                    && (kind is Colours or Grey)
                    && Decompress(decoder, from, length, to, width, width * 3, height, Rgb, StopOnWarning) == 0;
            }
        }
        finally
        {
            End(decoder);
        }
    }

    [LibraryImport(Library, EntryPoint = "tjInitDecompress")]
    private static partial nint Start();

    [LibraryImport(Library, EntryPoint = "tjDecompressHeader3")]
    private static partial int ReadHeader(nint decoder, byte* file, CULong length, out int width, out int height, out int subsampling, out int colours);

    [LibraryImport(Library, EntryPoint = "tjDecompress2")]
    private static partial int Decompress(nint decoder, byte* file, CULong length, byte* target, int width, int pitch, int height, int format, int flags);

    [LibraryImport(Library, EntryPoint = "tjDestroy")]
    private static partial void End(nint decoder);
}
