using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Sandglass.Tests.Weights;

/// <summary>Files of torch.save put together by hand, right or wrong; the zip is .NET's.</summary>
internal static class TorchFileBytes
{
    // The magic number and the version, each a pickle of its own.
    private static readonly byte[] LegacyStart = Convert.FromHexString("80028a0a6cfc9c46f9206aa850192e" + "80024de9032e");

    /// <summary>The zip format: data.pkl, storages by key, and more entries.</summary>
    public static byte[] Zip(byte[] pickle, IEnumerable<(string Key, byte[] Bytes)> storages, params (string Name, byte[] Bytes)[] others) =>
        ZipOf(CompressionLevel.NoCompression, [("archive/data.pkl", pickle), .. others, .. storages.Select(storage => ($"archive/data/{storage.Key}", storage.Bytes))]);

    /// <summary>A zip file of any entries.</summary>
    public static byte[] ZipOf(CompressionLevel level, params (string Name, byte[] Bytes)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name, level).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>The format before PyTorch 1.6; storages are of single precision.</summary>
    public static byte[] Legacy(byte[] pickle, (string Key, float[] Values)[] storages, bool isLittleEndian = true)
    {
        var machine = new PickleWriter().Op('}').Text("little_endian").Op(isLittleEndian ? '\x88' : '\x89', 's').End();
        var keys = new PickleWriter().Op(']', '(');
        foreach (var (key, _) in storages)
        {
            keys.Text(key);
        }

        return
        [
            .. LegacyStart, .. machine, .. pickle, .. keys.Op('e').End(),
            .. storages.SelectMany(storage => (byte[])[.. Count(storage.Values.Length), .. Floats(storage.Values)]),
        ];
    }

    public static byte[] Floats(params float[] values) => MemoryMarshal.AsBytes<float>(values).ToArray();

    private static byte[] Count(long count)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, count);
        return bytes;
    }
}
