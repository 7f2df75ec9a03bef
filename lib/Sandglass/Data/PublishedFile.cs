namespace Sandglass.Data;

/// <summary>One file of a published set.</summary>
/// <param name="Name">File name.</param>
/// <param name="Dimensions">Dimensions of the IDX array: 3 for images, 1 for labels.</param>
/// <param name="Sha256">SHA-256 of the uncompressed content, in lower-case hexadecimal.</param>
internal sealed record PublishedFile(string Name, int Dimensions, string Sha256)
{
    // Compressed, no published file is larger: what is longer is something else.
    public const long MaximumBytes = 64L << 20;

    public IdxArray Read(string path)
    {
        var array = IdxFile.Read(path, Dimensions);
        var found = array.Sha256();
        return found == Sha256 ? array : throw DataFormatException.At(path, "SHA-256 of the uncompressed content", Sha256, found);
    }
}
