using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using WholeFiles;

namespace Sandglass.Data;

/// <summary>
/// The <c>SHA256SUMS</c> file of a data folder, in the form that <c>sha256sum --check</c> reads: a line a file,
/// 64 hexadecimal digits, two spaces, the name.
/// </summary>
internal static class Checksums
{
    /// <summary>Name of the file that holds the checksums.</summary>
    public const string FileName = "SHA256SUMS";

    private const int MostListed = 1 << 20;
    private const long MostBytes = 1L << 32;

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    /// <summary>Compares every listed file with its checksum.</summary>
    /// <param name="directory">The data folder.</param>
    /// <returns>The names of the files, all of which agree.</returns>
    /// <exception cref="DataFormatException">The list is missing or malformed, or a file is missing or differs.</exception>
    public static IReadOnlyList<string> Verify(string directory)
    {
        var listed = Listed(directory);
        foreach (var (name, expected) in listed)
        {
            var path = Path.Combine(directory, name);
            Require(path, expected, Sha256(path));
        }
        return [.. listed.Select(file => file.Name)];
    }

    /// <summary>Refuses a file whose checksum is another than is listed.</summary>
    /// <exception cref="DataFormatException">It is.</exception>
    public static void Require(string path, string expected, string found)
    {
        if (found != expected)
        {
            throw DataFormatException.At(path, "SHA-256", expected, found);
        }
    }

    /// <summary>Refuses a file that is not listed, or with another checksum.</summary>
    /// <inheritdoc cref="Require"/>
    public static void RequireListed(IReadOnlyList<(string Name, string Sum)> listed, string path, string found) =>
        Require(path, listed.FirstOrDefault(file => file.Name == Path.GetFileName(path)).Sum ?? "a listed file", found);

    /// <summary>SHA-256 of a file in lower-case hexadecimal.</summary>
    /// <exception cref="DataFormatException">The file cannot be read, or has more than 4 GiB.</exception>
    public static string Sha256(string path) => Reading(path, () =>
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        BoundedFile.Read(path, MostBytes, piece => hash.AppendData(piece.Span));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    });

    /// <summary>Writes the checksums of a folder's files, over those that are there.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="names">Names of the files in it.</param>
    /// <exception cref="DataFormatException">A file cannot be read.</exception>
    /// <exception cref="IOException">The list cannot be written.</exception>
    public static void Write(string directory, IEnumerable<string> names)
    {
        var text = new StringBuilder();
        foreach (var name in names)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Sha256(Path.Combine(directory, name))}  {name}\n");
        }
        WholeFile.Write(Path.Combine(directory, FileName), text.ToString());
    }

    /// <summary>The listed files with their checksums, which are not compared.</summary>
    /// <param name="directory">The data folder.</param>
    /// <exception cref="DataFormatException">The list is missing or malformed.</exception>
    public static IReadOnlyList<(string Name, string Sum)> Listed(string directory)
    {
        var path = Path.Combine(directory, FileName);
        if (!Path.Exists(path))
        {
            throw new DataFormatException($"{path} is missing, so nothing can be verified; name a data folder that holds it.");
        }

        var entries = new List<(string, string)>();
        var number = 0;
        using var lines = new StringReader(Reading(path, () => BoundedFile.ReadText(path, MostListed)));
        while (lines.ReadLine() is { } line)
        {
            number++;
            var wellFormed = line.Length > 66 && line[64] == ' ' && line[65] == ' '
                && line.AsSpan(0, 64).IndexOfAnyExcept(Hexadecimal) < 0
                && IsName(line[66..]);
            if (!wellFormed)
            {
                throw DataFormatException.At(path, FormattableString.Invariant($"line {number}"), "64 hexadecimal digits, two spaces and a name", Quoted.Name(line));
            }
            entries.Add((line[66..], line[..64]));
        }
        return entries.Count > 0 ? entries : throw DataFormatException.At(path, "list", "one file or more", "none");
    }

    private static bool IsName(string text) =>
        Path.GetFileName(text) == text && text is not ("." or "..") && Quoted.Line(text) == text;

    private static T Reading<T>(string path, Func<T> read) => DataFormatException.Reading(path, "Restore it or fetch it again.", read);
}
