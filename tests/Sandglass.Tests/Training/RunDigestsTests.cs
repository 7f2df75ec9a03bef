using Fuzzing;
using Sandglass.Data;
using Sandglass.Tests.Data;
using Sandglass.Training;

namespace Sandglass.Tests.Training;

public sealed class RunDigestsTests : IDisposable
{
    private const int Runs = 70; // more than make a file

    private readonly DatasetSplits _data = TinyRuns.Data();
    private readonly TemporaryFolder _folder = new();
    private readonly RunStore _store;

    public RunDigestsTests()
    {
        _store = new RunStore(_folder["runs"]);
        var first = _store.FindOrTrain(Spec(1), _data);
        foreach (var seed in Enumerable.Range(2, Runs - 1))
        {
            var spec = Spec(seed);
            var copy = Directory.CreateDirectory(Path.Combine(_store.Directory, spec.Hash)).FullName;
            Array.ForEach(Directory.GetFiles(first.Directory), path => File.Copy(path, Path.Combine(copy, Path.GetFileName(path))));
            var summary = first.Summary with { Hash = spec.Hash, Spec = System.Text.Json.JsonSerializer.SerializeToElement(spec, RunJson.Options) };
            File.WriteAllText(Path.Combine(copy, RunFolder.Summary), RunJson.Text(summary));
            Checksums.Write(copy, Checksums.Listed(first.Directory).Select(file => file.Name));
        }
    }

    private string Digests => Path.Combine(_store.Directory, RunDigests.FileName);

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_list_by_digests_says_what_the_runs_say()
    {
        var before = Texts();
        Assert.True(File.Exists(Digests));
        Assert.Equal(before, Texts());
        Assert.All(_store.List(), stored => Assert.Equal(stored.Hash, stored.Finished!.Spec.Hash));

        // They are what is read: one that says something else is believed while its run's files are as they were.
        File.WriteAllBytes(Digests, [.. DigestEntry.Layout, .. Entries().SelectMany(entry => DigestEntry.Of(entry.Hash, OfAnotherName(entry.Hash, entry.Digest)))]);
        Assert.Equal($"digest of {Spec(5).Hash}", Listed(Spec(5)).About!.Name);
        File.SetLastWriteTimeUtc(Path.Combine(_store.Directory, Spec(5).Hash, RunFolder.Timing), DateTime.UnixEpoch);
        Assert.Equal(Spec(5).Task.Name, Listed(Spec(5)).About!.Name);
    }

    [Fact]
    public void A_changed_file_an_added_table_and_a_removed_run_are_seen()
    {
        _ = Texts();
        var changed = Path.Combine(_store.Directory, Spec(3).Hash, RunFolder.Metrics);
        var text = File.ReadAllText(changed);
        File.WriteAllText(changed, text.Replace('1', '2'));
        Assert.Contains("SHA-256", Listed(Spec(3)).Fault, StringComparison.Ordinal);
        Assert.Equal(Runs - 1, Found().Count);

        File.WriteAllText(Path.Combine(_store.Directory, Spec(4).Hash, "seen.csv"), "step\n1\n");
        Assert.True(Listed(Spec(4)).Finished!.Has("seen.csv"));

        _store.Remove(Spec(6).Hash);
        Assert.DoesNotContain(_store.List(), stored => stored.Hash == Spec(6).Hash);
        File.Delete(Digests);
        _ = Texts();
        Assert.DoesNotContain(Spec(6).Hash, File.ReadAllText(Digests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_read_ahead_is_what_is_found_once()
    {
        var expected = Found().Select(found => found.Run.Hash).ToArray();
        var (store, specs) = (new RunStore(_store.Directory), Enumerable.Range(1, Runs).Select(Spec).Select(spec => (spec.Seed, spec, spec.Hash)).ToArray());
        await store.ReadAhead();
        var changed = Path.Combine(store.Directory, Spec(6).Hash, RunFolder.Metrics);
        File.WriteAllText(changed, File.ReadAllText(changed).Replace('1', '2'));

        Assert.Equal(expected, store.FindWhole(specs, mayDiverge: false).Select(found => found.Run.Hash));
        Assert.Equal(expected.Except([Spec(6).Hash]), store.FindWhole(specs, mayDiverge: false).Select(found => found.Run.Hash));
    }

    [Fact]
    public void A_summary_is_read_and_checked_when_it_is_asked_for()
    {
        _ = Texts();
        var run = Listed(Spec(9)).Finished!;
        Assert.Equal(RunStore.Read(run.Directory).Result<ClassificationResult>(), run.Result<ClassificationResult>());

        var later = Listed(Spec(9)).Finished!;
        File.WriteAllText(Path.Combine(run.Directory, RunFolder.Summary), "{}");
        var message = Assert.Throws<WorkbenchException>(later.Result<ClassificationResult>).Message;
        Assert.StartsWith($"run {run.Directory} is damaged (", message, StringComparison.Ordinal);
        Assert.Single(message.Split("SHA-256").Skip(1));
        Assert.Single(message.Split("train again").Skip(1)); // said once
    }

    [Fact]
    public void A_run_whose_spec_has_half_a_character_is_listed_as_its_files_are()
    {
        var folder = Path.Combine(_store.Directory, Spec(8).Hash);
        var (summary, names) = (Path.Combine(folder, RunFolder.Summary), Checksums.Listed(folder).Select(file => file.Name).ToArray());
        File.WriteAllText(summary, File.ReadAllText(summary).Replace("\"device\": \"cpu\"", "\"device\": \"\\ud800\"", StringComparison.Ordinal));
        Checksums.Write(folder, names);
        Assert.Contains("\\ud800", File.ReadAllText(summary), StringComparison.Ordinal);

        Assert.Equal(Texts(), Texts());
        Assert.Equal(Runs, Entries().Length);
        Assert.NotNull(Listed(Spec(8)).Finished);
    }

    [Fact]
    public void Few_runs_make_no_file()
    {
        var few = new RunStore(_folder["few"]);
        few.FindOrTrain(Spec(1), _data, cancellation: TestContext.Current.CancellationToken);
        Assert.Single(few.List());
        Assert.Equal([Spec(1).Hash], Directory.EnumerateFileSystemEntries(few.Directory).Select(path => Path.GetFileName(path)));
    }

    [Fact]
    public void A_damaged_file_is_done_without()
    {
        var expected = Texts();
        var good = File.ReadAllBytes(Digests);
        var random = new Random(1);
        for (var round = 0; round < 40; round++)
        {
            File.WriteAllBytes(Digests, ByteMutations.Mutate(good, random));
            Assert.Equal(expected, Texts());
        }

        File.WriteAllBytes(Digests, [.. good, .. new byte[200]]); // a tail of zeros, as of a machine that lost its power: entries without a name
        Assert.Equal(expected, Texts());

        File.WriteAllText(Digests, $"{Spec(2).Hash}\nnull\n\n{Spec(3).Hash} {new string('0', 32)} null"); // an earlier layout
        Assert.Equal(expected, Texts());
        File.WriteAllBytes(Digests, [.. DigestEntry.Layout, .. DigestEntry.Of(Spec(2).Hash, []), .. DigestEntry.Of(Spec(3).Hash, Entries().First(entry => entry.Hash == Spec(4).Hash).Digest)]);
        Assert.Equal(expected, Texts());
        File.Delete(Digests);
        Directory.CreateDirectory(Digests);
        Assert.Equal(expected, Texts());
    }

    [Fact]
    public void Hashes_of_seeds_are_those_of_the_specs()
    {
        var hashOfSeed = CanonicalForm.HashOfSeed(Spec(7));
        Assert.All((int[])[0, 1, 7, 12345, int.MaxValue, -1, int.MinValue], seed => Assert.Equal((Spec(7) with { Seed = seed }).Hash, hashOfSeed(seed)));
        var low = Spec(7) with { Precision = Precisions.Bfloat16 };
        Assert.Equal(low.Hash, CanonicalForm.HashOfSeed(low)(7));
    }

    private (string Hash, byte[] Digest)[] Entries()
    {
        var file = File.ReadAllBytes(Digests);
        return [.. DigestEntry.Of(file).Select(entry => (entry.Hash, DigestEntry.Content(file.AsMemory()[entry.Entry]).ToArray()))];
    }

    private byte[] OfAnotherName(string hash, byte[] digest)
    {
        var read = RunDigest.Read(digest, RunDigests.StampOf(Path.Combine(_store.Directory, hash))!, [])!;
        return (read with { Facts = read.Facts with { About = read.Facts.About with { Name = $"digest of {hash}" } } }).ToBytes();
    }

    private RunSpec Spec(int seed) => TinyRuns.Spec(_data) with { Seed = seed };

    private StoredRun Listed(RunSpec spec) => _store.List().Single(stored => stored.Hash == spec.Hash);

    private IReadOnlyList<(int Of, Run Run)> Found(bool ahead = false)
    {
        var store = new RunStore(_store.Directory);
        if (ahead)
        {
            _ = store.ReadAhead();
        }

        return store.FindWhole([.. Enumerable.Range(1, Runs).Select(seed => (seed, Spec(seed), Spec(seed).Hash))], mayDiverge: false);
    }

    // All that lists and tables show of the runs.
    private string[] Texts() =>
    [
        .. _store.List().Select(stored => $"{stored.Hash} {stored.About} {stored.Fault} {string.Join(' ', stored.Numbers)}"),
        .. Found(ahead: false).Concat(Found(ahead: true)).Select(item => $"{item.Of} {item.Run.Hash} {item.Run.Seconds} {item.Run.Metrics().Rows.Count} {string.Join(' ', item.Run.OwnTables)} {item.Run.Facts.Environment}"),
    ];
}
