using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;
using Fuzzing;
using Sandglass.Data;
using Sandglass.Tests.Data;
using Sandglass.Training;
using Sandglass.Training.Checkpoints;

namespace Sandglass.Tests.Training;

/// <summary>Damaged checkpoints, with and without a checksum that vouches for the damage.</summary>
[Collection(FuzzTests.Alone)]
public sealed class CheckpointFuzzTests : IDisposable
{
    private const int Cases = 10_200;

    private readonly DatasetSplits _data = TinyRuns.Data();
    private readonly TemporaryFolder _folder = new();
    private readonly RunSpec _spec;
    private readonly Trainer _trainer;
    private readonly byte[] _good;
    private readonly byte[] _other;
    private readonly byte[] _state;
    private readonly string _header;
    private readonly Match[] _words;
    private int _fitting;

    public CheckpointFuzzTests()
    {
        _spec = TinyRuns.Spec(_data);
        _trainer = new Trainer(_spec, _data);
        (_good, _other) = (Checkpoint(_spec, 6), Checkpoint(TinyRuns.Spec(_data, seed: 2), 3));
        var good = CheckpointFormat.Parse(_good, "good", _spec.Hash);
        Use(_good);
        Assert.NotEmpty(good.Tensors);
        _state = good.State.ToArray();
        _header = Encoding.Latin1.GetString(_good, 8, HeaderEnd(_good) - 8);
        _words = [.. Regex.Matches(_header, "[A-Za-z0-9_./]+|[\\[\\]{}]").Cast<Match>()];
    }

    [Fact]
    public void Damage_that_a_checksum_vouches_for_meets_one_typed_error_or_none()
    {
        var (read, refused) = new FuzzRuns("checkpoint", Cases).Run(
            random => Use(Damaged(random, random.Next(6))), fault => fault is CheckpointException or FormatException);

        // The others are changed weights, which nothing but the checksum can tell.
        Assert.True(refused > read, $"{read} read, {refused} refused");
    }

    [Fact]
    public void A_checksum_finds_every_damage()
    {
        var entry = new CheckpointFolder(TinyRuns.Attempt(_folder[$"{_spec.Seed}"], _spec)).Entries()[0];
        var random = new Random(6);
        for (var i = 0; i < 300; i++)
        {
            var damaged = Damaged(random, i % 4);
            if (!damaged.AsSpan().SequenceEqual(_good))
            {
                File.WriteAllBytes(entry.Path, damaged);
                Assert.Throws<CheckpointException>(() => CheckpointFolder.Read(entry));
            }
        }
    }

    public void Dispose()
    {
        _trainer.Dispose();
        _data.Dispose();
        _folder.Dispose();
    }

    private void Use(byte[] bytes)
    {
        var checkpoint = CheckpointFormat.Parse(bytes, "state", _spec.Hash);
        var state = RunState.Parse(checkpoint.State);
        _trainer.RequireFit(state, checkpoint.Tensors);
        if (_fitting++ % 50 == 0)
        {
            _trainer.Restore(state, checkpoint.Tensors); // seldom: it takes milliseconds
        }
    }

    private byte[] Damaged(Random random, int kind) => kind switch
    {
        0 => Flipped(random, 0, _good.Length),
        1 => _good[..random.Next(_good.Length)],
        2 => Flipped(random, 0, HeaderEnd(_good)),
        3 => random.Next(2) == 0
            ? [.. _other[..HeaderEnd(_other)], .. _good[HeaderEnd(_good)..]]
            : [.. _good[..random.Next(_good.Length)], .. _other[random.Next(_other.Length)..]],
        4 => Flipped(random, _good.AsSpan().IndexOf(_state), _state.Length),
        _ => Exchanged(random),
    };

    private byte[] Flipped(Random random, int from, int length)
    {
        var bytes = (byte[])_good.Clone();
        for (var flips = random.Next(1, 4); flips > 0; flips--)
        {
            bytes[from + random.Next(length)] ^= (byte)(1 << random.Next(8));
        }

        return bytes;
    }

    // A number, name or bracket of the state or the header put in the place of another.
    private byte[] Exchanged(Random random)
    {
        string[] tokens = ["null", "0", "-1", "1e999", "9999999999", "\"\"", "[]", "{}", "[null]", "true", "F64", "I64", "network/stem.conv.weight"];
        var word = _words[random.Next(_words.Length)];
        var header = Encoding.Latin1.GetBytes(_header[..word.Index] + tokens[random.Next(tokens.Length)] + _header[(word.Index + word.Length)..]);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        return [.. length, .. header, .. _good[HeaderEnd(_good)..]];
    }

    private static int HeaderEnd(byte[] bytes) => 8 + (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);

    private byte[] Checkpoint(RunSpec spec, int step)
    {
        var runs = _folder[$"{spec.Seed}"];
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => new RunStore(runs).FindOrTrain(spec, _data, new Reported<TrainingProgress>(p =>
        {
            if (p.Step == step)
            {
                stop.Cancel();
            }
        }), stop.Token));
        return File.ReadAllBytes(new CheckpointFolder(TinyRuns.Attempt(runs, spec)).Entries()[0].Path);
    }
}
