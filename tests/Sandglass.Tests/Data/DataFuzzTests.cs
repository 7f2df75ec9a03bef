using System.Formats.Tar;
using System.Text;
using Fuzzing;
using Sandglass.Data;
using Sandglass.Tables;
using Workbench.Tests;

namespace Sandglass.Tests.Data;

/// <summary>Damaged files of data, by seed: each is read, or refused with the one typed error.</summary>
[Collection(FuzzTests.Alone)]
public sealed class DataFuzzTests : IDisposable
{
    private const int Small = 16 << 20;

    private static readonly string[] Cells =
        ["1e400", "-1e400", "NaN", "", "∞", "9223372036854775808", "-1", "0x10", "1,5", "\"", "\"\"", "\0", "\ud800", "\u2028", "1 2;3", ",", "\r", "\n", "word"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [DeepFact]
    public void Idx_files_plain_and_packed()
    {
        var array = new IdxArray([5, 4, 3], [.. Enumerable.Range(0, 60).Select(i => (byte)(i * i))]);
        IdxFile.Write(_folder["good.gz"], array);
        byte[] plain = [.. array.Header(), .. array.Values];
        var packed = File.ReadAllBytes(_folder["good.gz"]);
        var (read, refused) = new FuzzRuns("idx", 1500) { MostAllocated = Small }.Run(
            random =>
            {
                // Under a true checksum too, which lets damage of the content through.
                var bytes = random.Next(3) switch
                {
                    0 => ByteMutations.Mutate(packed, random),
                    1 => DeterministicGzip.Compress(ByteMutations.Mutate(plain, random)),
                    _ => ByteMutations.Mutate(plain, random),
                };
                File.WriteAllBytes(_folder["x"], bytes);
                var found = IdxFile.Read(_folder["x"], 3);
                Assert.Equal(found.Values.Length, found.Dimensions.Aggregate(1, (product, size) => product * size));
            },
            IsOneLine<DataFormatException>);
        Assert.InRange(read, 1, refused);
    }

    [DeepFact]
    public void Cifar_files()
    {
        var good = new byte[20 * 3073];
        for (var i = 0; i < 20; i++)
        {
            good[i * 3073] = (byte)(i % 10);
        }

        foreach (var name in (string[])["data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin", "test_batch.bin"])
        {
            File.WriteAllBytes(_folder[name], good);
        }

        var (read, refused) = new FuzzRuns("cifar", 300) { MostAllocated = Small }.Run(
            random =>
            {
                var damaged = random.Next(2) == 0 ? ByteMutations.Mutate(good, random) : Relabelled(good, random);
                File.WriteAllBytes(_folder[random.Next(2) == 0 ? "data_batch_3.bin" : "test_batch.bin"], damaged);
                try
                {
                    using var splits = Cifar.Ten.Load(_folder.Path);
                }
                finally
                {
                    File.WriteAllBytes(_folder["data_batch_3.bin"], good);
                    File.WriteAllBytes(_folder["test_batch.bin"], good);
                }
            },
            IsOneLine<DataFormatException>);
        Assert.True(read > 0 && refused > 0);
    }

    [DeepFact]
    public void Archives_of_cifar()
    {
        var record = new byte[20 * 3074];
        for (var i = 0; i < 20; i++)
        {
            (record[i * 3074], record[(i * 3074) + 1]) = ((byte)(i % 20), 7);
        }

        using var plain = new MemoryStream();
        using (var tar = new TarWriter(plain, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var name in (string[])["train.bin", "test.bin"])
            {
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"cifar-100-binary/{name}") { DataStream = new MemoryStream(record) });
            }
        }

        var good = plain.ToArray();
        var (read, refused) = new FuzzRuns("cifar-archives", 300) { MostAllocated = 400 << 20 }.Run(
            random =>
            {
                // Under a true checksum, which lets damage of the archive through; its first block is met most often.
                var damaged = random.Next(2) == 0 ? ByteMutations.Mutate(good, random) : [.. ByteMutations.Mutate(good[..512], random), .. good[512..]];
                var packed = random.Next(4) == 0 ? ByteMutations.Mutate(DeterministicGzip.Compress(good), random) : DeterministicGzip.Compress(damaged);
                File.WriteAllBytes(_folder["x.tar.gz"], packed);
                using var splits = (Cifar.Hundred with { Md5 = CifarFiles.Md5(packed) }).Load(_folder["x.tar.gz"]);
            },
            IsOneLine<DataFormatException>);
        Assert.True(read > 0 && refused > 0);
    }

    [DeepFact]
    public void Lists_of_checksums()
    {
        File.WriteAllText(_folder["abc"], "abc");
        File.WriteAllText(_folder["def"], "def");
        Checksums.Write(_folder.Path, ["abc", "def"]);
        var good = File.ReadAllBytes(_folder[Checksums.FileName]);
        new FuzzRuns("checksums", 400) { MostAllocated = Small }.Run(
            random =>
            {
                File.WriteAllBytes(_folder[Checksums.FileName], ByteMutations.Mutate(good, random));
                Assert.All(Checksums.Verify(_folder.Path), name => Assert.True(name is "abc" or "def", name));
            },
            IsOneLine<DataFormatException>);
    }

    [DeepFact]
    public void Tables()
    {
        const string Good = "arm,seed,accuracy,ranks,kind\nsandglass,1,0.8125,1 2.5 3,U8\n\"in, verted\",2,0.79,,F32\nthird,3,1e-3,4,I64\n";
        var (read, refused) = new FuzzRuns("csv", 1500) { MostAllocated = Small }.Run(
            random =>
            {
                var text = random.Next(2) == 0 ? Encoding.UTF8.GetString(ByteMutations.Mutate(Encoding.UTF8.GetBytes(Good), random)) : Exchanged(Good, random);
                var frame = CsvFrame.Parse(text, "t.csv");
                Assert.Equal(frame.Rows.Count, RowTable.Read<Measured>(text, "t.csv").Count);
            },
            IsOneLine<CsvException>);
        Assert.InRange(read, 1, refused);
    }

    private static byte[] Relabelled(byte[] good, Random random)
    {
        var bytes = (byte[])good.Clone();
        bytes[3073 * random.Next(20)] = (byte)random.Next(256);
        return bytes;
    }

    // One cell, with its commas or without, put in the place of another.
    private static string Exchanged(string good, Random random)
    {
        var cells = good.Split(',');
        cells[random.Next(cells.Length)] = Cells[random.Next(Cells.Length)];
        return string.Join(',', cells);
    }

    private static bool IsOneLine<T>(Exception fault)
        where T : WorkbenchException => fault is T && !fault.Message.Any(char.IsControl) && fault.Message.Length < 2000;

    private sealed record Measured(string Arm, int Seed, double Accuracy, IReadOnlyList<double> Ranks, Sandglass.Weights.SafetensorsType? Kind);
}
