using System.Text.Json;
using System.Text.Unicode;

namespace Sandglass.Weights;

/// <summary>
/// The JSON header: <c>{"__metadata__": {string: string}, NAME: {"dtype": …, "shape": […], "data_offsets": [begin, end]}}</c>.
/// </summary>
internal sealed class SafetensorsHeader
{
    internal const string MetadataName = "__metadata__";

    private SafetensorsHeader(IReadOnlyDictionary<string, string> metadata, IReadOnlyList<Entry> entries) =>
        (Metadata, Entries) = (metadata, entries);

    internal IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>In the order in which their bytes lie.</summary>
    internal IReadOnlyList<Entry> Entries { get; }

    /// <param name="json">The header's bytes.</param>
    /// <param name="file">What errors call the file.</param>
    /// <exception cref="WeightFileException">The header is not as the format says.</exception>
    internal static SafetensorsHeader Parse(ReadOnlySpan<byte> json, string file)
    {
        if (json.IsEmpty || json[0] != (byte)'{')
        {
            throw WeightFileException.Damaged(file, "its header does not begin with {");
        }

        if (!Utf8.IsValid(json))
        {
            throw WeightFileException.Damaged(file, "its header is not UTF-8");
        }

        try
        {
            return Parse(new HeaderJson(json));
        }
        catch (JsonException error)
        {
            throw WeightFileException.Damaged(file, $"its header is not JSON ({Quoted.Line(error.Message)})", error);
        }
        catch (HeaderFault fault)
        {
            throw WeightFileException.Damaged(file, fault.Message);
        }
    }

    private static SafetensorsHeader Parse(HeaderJson json)
    {
        var metadata = new Dictionary<string, string>();
        var entries = new List<Entry>();
        var fields = json.Object("the header");
        while (json.NextField(fields) is { } name)
        {
            if (name == MetadataName)
            {
                ReadMetadata(ref json, metadata);
            }
            else
            {
                entries.Add(ReadEntry(ref json, name));
            }
        }

        json.End();
        return new SafetensorsHeader(metadata, [.. entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End)]);
    }

    private static void ReadMetadata(ref HeaderJson json, Dictionary<string, string> metadata)
    {
        var fields = json.Object(MetadataName);
        while (json.NextField(fields) is { } key)
        {
            metadata.Add(key, json.Text($"{MetadataName} {Quoted.Name(key)}"));
        }
    }

    private static Entry ReadEntry(ref HeaderJson json, string name)
    {
        var quoted = Quoted.Name(name);
        SafetensorsType? type = null;
        long[]? shape = null;
        long[]? offsets = null;
        var fields = json.Object($"tensor {quoted}");
        while (json.NextField(fields) is { } field)
        {
            switch (field)
            {
                case "dtype":
                    var text = json.Text($"dtype of {quoted}");
                    type = ElementTypes.Named(text) ?? throw new HeaderFault($"dtype of {quoted} is {Quoted.Name(text)}, which is not known");
                    break;
                case "shape":
                    shape = json.Integers($"shape of {quoted}", Entry.MostDimensions);
                    break;
                case "data_offsets":
                    offsets = json.Integers($"data_offsets of {quoted}", most: 2);
                    break;
                default:
                    throw new HeaderFault($"tensor {quoted} has a field {Quoted.Name(field)}, which the format does not know");
            }
        }

        return new Entry(
            name,
            type ?? throw new HeaderFault($"tensor {quoted} has no dtype"),
            shape ?? throw new HeaderFault($"tensor {quoted} has no shape"),
            offsets ?? throw new HeaderFault($"tensor {quoted} has no data_offsets")).Checked();
    }

    /// <summary>What the header says of a tensor; sizes and offsets agree.</summary>
    internal sealed record Entry(string Name, SafetensorsType Type, long[] Shape, long[] Offsets)
    {
        internal const int MostDimensions = 32;

        internal long Begin => Offsets[0];

        internal long End => Offsets[1];

        internal Entry Checked()
        {
            var name = Quoted.Name(Name);
            HeaderFault.Unless(Offsets.Length == 2, $"data_offsets of {name} are {Offsets.Length} numbers, not 2");
            HeaderFault.Unless(Begin <= End, $"data_offsets of {name} end at {End}, before they begin at {Begin}");
            HeaderFault.Unless(
                ByteCount() == End - Begin,
                $"tensor {name} of type {Type} and shape [{string.Join(", ", Shape)}] does not fill its {End - Begin} bytes");
            return this;
        }

        // -1: more than a long can say.
        private long ByteCount()
        {
            if (Shape.Contains(0))
            {
                return 0;
            }

            var bytes = (long)Type.Size();
            foreach (var size in Shape)
            {
                if (bytes > long.MaxValue / size)
                {
                    return -1;
                }

                bytes *= size;
            }

            return bytes;
        }
    }
}
