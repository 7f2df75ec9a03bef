using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Sandglass.Runtime;

namespace Sandglass.Training;

/// <summary>What was read of a finished run.</summary>
/// <param name="Stamp">Names, lengths and times of change of the files that it was read from, as a hash.</param>
/// <param name="Facts">What lists and tables say of it.</param>
/// <param name="Files">Content of its small files.</param>
internal sealed record RunDigest(string Stamp, RunFacts Facts, RunTexts Files)
{
    /// <summary>The digest of a run whose files are as they were; null where they have changed.</summary>
    /// <param name="bytes">As <see cref="ToBytes"/> wrote it.</param>
    /// <param name="stamp">The stamp of the run's files now.</param>
    /// <param name="environments">Environments by their text, each read once.</param>
    /// <exception cref="IOException">It is no digest.</exception>
    internal static RunDigest? Read(ReadOnlyMemory<byte> bytes, string stamp, ConcurrentDictionary<string, EnvironmentFingerprint> environments)
    {
        MemoryMarshal.TryGetArray(bytes, out var array);
        using var from = new BinaryReader(new MemoryStream(array.Array!, array.Offset, array.Count, writable: false));
        if (from.ReadString() != stamp)
        {
            return null;
        }

        var facts = new RunFacts(
            from.ReadString(),
            new RunHeading(from.ReadString(), from.ReadString(), from.ReadInt32(), from.ReadInt32()) { Backend = Optional(), Precision = Optional() },
            from.ReadInt64(),
            from.ReadInt64(),
            List(() => (from.ReadString(), Value())),
            Optional() is { } reason ? new Divergence(from.ReadInt32(), reason) : null,
            environments.GetOrAdd(from.ReadString(), RunJson.Parse<EnvironmentFingerprint>),
            from.ReadDouble(),
            from.ReadDouble(),
            List(from.ReadString));
        return new RunDigest(stamp, facts, new RunTexts(Text(), Text()));

        string? Optional() => from.ReadBoolean() ? from.ReadString() : null;

        object? Value() => from.ReadBoolean() ? from.ReadDouble() : Optional();

        T[] List<T>(Func<T> item) => [.. Enumerable.Range(0, from.ReadInt32()).Select(_ => item())];

        ReadOnlyMemory<byte> Text()
        {
            var (length, start) = (from.ReadInt32(), (int)from.BaseStream.Position);
            from.BaseStream.Position += length;
            return bytes.Slice(start, length);
        }
    }

    internal byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using var to = new BinaryWriter(bytes);
        to.Write(Stamp);
        to.Write(Facts.Hash);
        to.Write(Facts.About.Kind);
        to.Write(Facts.About.Name);
        to.Write(Facts.About.Seed);
        to.Write(Facts.About.Epochs);
        Optional(Facts.About.Backend);
        Optional(Facts.About.Precision);
        to.Write(Facts.Parameters);
        to.Write(Facts.MultiplyAdds);
        List(Facts.Results, result =>
        {
            to.Write(result.Name);
            Value(result.Value);
        });
        Optional(Facts.Divergence?.Reason);
        if (Facts.Divergence is { } divergence)
        {
            to.Write(divergence.Steps);
        }

        to.Write(RunJson.Text(Facts.Environment));
        to.Write(Facts.Seconds);
        to.Write(Facts.ImagesPerSecond);
        List(Facts.OwnTables, to.Write);
        Array.ForEach([Files.Metrics, Files.Timing], Text);
        return bytes.ToArray();

        void Optional(string? text)
        {
            to.Write(text is not null);
            if (text is not null)
            {
                to.Write(text);
            }
        }

        void Value(object? value)
        {
            to.Write(value is double);
            if (value is double number)
            {
                to.Write(number);
            }
            else
            {
                Optional((string?)value);
            }
        }

        void List<T>(IReadOnlyList<T> items, Action<T> write)
        {
            to.Write(items.Count);
            items.ToList().ForEach(write);
        }

        void Text(ReadOnlyMemory<byte> text)
        {
            to.Write(text.Length);
            to.Write(text.Span);
        }
    }
}
