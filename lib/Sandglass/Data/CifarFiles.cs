using System.Collections.Frozen;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using WholeFiles;

namespace Sandglass.Data;

/// <summary>The files of CIFAR by name, from their folder or straight from the published archive.</summary>
internal static class CifarFiles
{
    private const long MostOfArchive = 1L << 28; // 170 MB were published
    private const int MostEntries = 100;

    /// <summary>The files of a folder.</summary>
    /// <exception cref="DataFormatException">One is missing or too long, or differs from its checksum.</exception>
    public static FrozenDictionary<string, byte[]> OfFolder(string folder, Cifar set)
    {
        if (File.Exists(Path.Combine(folder, Checksums.FileName)))
        {
            Checksums.Verify(folder);
        }

        return Names(set).ToFrozenDictionary(name => name, name =>
        {
            var path = Path.Combine(folder, name);
            return DataFormatException.Reading(path, $"Unpack {set.Archive} and name its folder.", () => BoundedFile.ReadBytes(path, Cifar.MostOf(name)));
        });
    }

    /// <summary>The files of an archive; what else is in it is not looked at, and nothing is unpacked to disk.</summary>
    /// <exception cref="DataFormatException">It is missing, not what was published, or damaged.</exception>
    public static FrozenDictionary<string, byte[]> OfArchive(string path, Cifar set)
    {
        var packed = DataFormatException.Reading(
            path, $"Name {set.Archive}, or the folder that it unpacks to.", () => BoundedFile.ReadBytes(path, MostOfArchive));
        var found = Md5(packed);
        if (found != set.Md5)
        {
            throw new DataFormatException($"{path}: expected the MD5 {set.Md5}, as its authors publish it, found {found}; download {set.Archive} again, or unpack it and name its folder.");
        }

        var files = Damage.Typed(
            () => Unpacked(packed, Names(set)),
            (reason, wrong) => new DataFormatException($"{path} is no archive of CIFAR ({reason}); download {set.Archive} again.", wrong));
        var missing = Names(set).FirstOrDefault(name => !files.ContainsKey(name));
        return missing is null
            ? files.ToFrozenDictionary()
            : throw new DataFormatException($"{path} holds no {missing}; download {set.Archive} again.");
    }

    /// <summary>The MD5 of an archive.</summary>
    internal static string Md5(byte[] packed)
    {
#pragma warning disable CA5351 // It tells a damaged download from a whole one; the authors publish no other sum, and the content is checked anyway.
        return Convert.ToHexStringLower(MD5.HashData(packed));
#pragma warning restore CA5351
    }

    private static string[] Names(Cifar set) => [.. set.TrainingFiles, set.TestFile];

    private static Dictionary<string, byte[]> Unpacked(byte[] packed, string[] names)
    {
        using var plain = new GZipStream(new MemoryStream(packed, writable: false), CompressionMode.Decompress);
        using var archive = new TarReader(plain);
        var files = new Dictionary<string, byte[]>();
        for (var entries = 0; archive.GetNextEntry() is { } entry; entries++)
        {
            Damage.Unless(entries < MostEntries, $"it holds more than {MostEntries} entries");
            var name = entry.Name[(entry.Name.LastIndexOf('/') + 1)..];
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile && names.Contains(name))
            {
                Damage.Unless(entry.Length <= Cifar.MostOf(name), $"{name} in it is too long");
                Damage.Unless(files.TryAdd(name, Content(entry)), $"it holds {name} twice");
            }
        }

        return files;
    }

    private static byte[] Content(TarEntry entry)
    {
        var bytes = new byte[entry.Length];
        entry.DataStream?.ReadExactly(bytes);
        return bytes;
    }
}
