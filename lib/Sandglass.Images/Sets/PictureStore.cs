using System.Security.Cryptography;
using System.Text;

namespace Sandglass.Images.Sets;

/// <summary>Pictures with classes, each decoded when it is asked for; any number of threads may ask.</summary>
internal abstract class PictureStore : IDisposable
{
    /// <summary>What a reader of an error is told to do.</summary>
    protected const string Remedy = "replace it by a whole file, or remove it";

    /// <summary>Bytes of a checksum.</summary>
    protected const int SumLength = SHA256.HashSizeInBytes;

    /// <summary>What the pictures are, such as the name of their folder.</summary>
    public abstract string Name { get; }

    /// <summary>Names of the classes; a label is an index into them.</summary>
    public abstract IReadOnlyList<string> Classes { get; }

    /// <summary>The pictures, in the ordinal order of their files, those of <c>train</c> before those of <c>val</c>.</summary>
    public abstract IReadOnlyList<StoredPicture> Pictures { get; }

    /// <summary>What the checksums are of: files as they are, or pixels as a cache has them.</summary>
    protected abstract string Content { get; }

    /// <summary>A picture in colour; null, with what is wrong, where it is damaged.</summary>
    /// <param name="place">Its place among <see cref="Pictures"/>.</param>
    /// <param name="reason">What was expected and what was found.</param>
    /// <exception cref="WorkbenchException">It cannot be read at all.</exception>
    public abstract PixelImage? Read(int place, out string reason);

    /// <summary>What is wrong with a picture, looked at as closely as the store can; null: nothing.</summary>
    /// <param name="place">Its place among <see cref="Pictures"/>.</param>
    /// <exception cref="WorkbenchException">It cannot be read at all.</exception>
    public virtual string? FaultOf(int place) => Read(place, out var reason) is null ? reason : null;

    /// <summary>Checksum of a picture.</summary>
    protected abstract ReadOnlySpan<byte> SumOf(int place);

    /// <summary>SHA-256 of some pictures: names, classes and content.</summary>
    /// <param name="places">Their places.</param>
    public string Sha256(IEnumerable<int> places)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{Content}\n{string.Join('\n', Classes)}\n\n"));
        foreach (var place in places)
        {
            var picture = Pictures[place];
            hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{picture.Label}\t{picture.File}\n")));
            hash.AppendData(SumOf(place));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Frees what it holds open.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what it holds open.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}

/// <summary>A picture of a store.</summary>
/// <param name="File">Its file, from the folder on, with slashes: <c>train/dog/3.jpg</c>.</param>
/// <param name="Label">Its class.</param>
/// <param name="IsTest">Whether it is of <c>val</c>.</param>
internal readonly record struct StoredPicture(string File, int Label, bool IsTest);
