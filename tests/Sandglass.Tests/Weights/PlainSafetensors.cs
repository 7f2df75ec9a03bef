using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Sandglass.Tests.Weights;

/// <summary>A reader of the safetensors format, written from its description and not from the library's writer.</summary>
internal sealed class PlainSafetensors
{
    private readonly byte[] _data;

    public PlainSafetensors(string path)
    {
        var bytes = File.ReadAllBytes(path);
        HeaderLength = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        using var header = JsonDocument.Parse(bytes.AsMemory(8, HeaderLength));
        _data = bytes[(8 + HeaderLength)..];
        Entries = [.. header.RootElement.EnumerateObject().Select(entry => new Entry(
            entry.Name,
            entry.Value.GetProperty("dtype").GetString()!,
            [.. entry.Value.GetProperty("shape").EnumerateArray().Select(s => s.GetInt64())],
            entry.Value.GetProperty("data_offsets")[0].GetInt32(),
            entry.Value.GetProperty("data_offsets")[1].GetInt32()))];
    }

    public int HeaderLength { get; }

    public IReadOnlyList<Entry> Entries { get; }

    public int DataLength => _data.Length;

    public float[] Floats(Entry entry) => MemoryMarshal.Cast<byte, float>(_data.AsSpan(entry.Begin..entry.End)).ToArray();

    public long[] Integers(Entry entry) => MemoryMarshal.Cast<byte, long>(_data.AsSpan(entry.Begin..entry.End)).ToArray();

    internal sealed record Entry(string Name, string Type, long[] Shape, int Begin, int End);
}
