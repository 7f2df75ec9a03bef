using Sandglass.Data;
using Sandglass.Display.Figures;
using Sandglass.Display.Formatters;
using Sandglass.Display.Notebooks;
using Sandglass.Runtime;
using Sandglass.Search.Space;
using Sandglass.Search.Training;
using Sandglass.Training;

namespace Sandglass.Display.Tests.Notebooks;

public class LiveSearchTests
{
    private static readonly FoundSearch Run = SampleSearches.RunOf(SearchSpace.WithSandglass, seed: 1, count: 3);

    [Fact]
    public void It_redraws_after_each_epoch_and_else_every_two_seconds()
    {
        var clock = new HandClock();
        var shown = new List<SearchPicture>();
        using (var live = Live(shown, Run.Spec, clock))
        {
            for (var step = 1; step <= 30; step++)
            {
                clock.Pass(TimeSpan.FromMilliseconds(500));
                live.Report(new TrainingProgress(step, 30, 1 + ((step - 1) / 10), 1.5, null));
                if (step % 10 == 0)
                {
                    live.EpochEnded(Run.Epochs[(step / 10) - 1]);
                }
            }
        }

        // At the start, in each epoch after two and four seconds and at its end, and at the very end.
        Assert.Equal([0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3], shown.Select(picture => picture.Epochs.Count));
        Assert.True(shown[^1].Ended);
        Assert.Equal("The search has not begun.", shown[0].ToString());
        Assert.StartsWith("Searching: step 10 of 30 (epoch 1 of 3), loss 1.500, validation accuracy", shown[3].ToString());
        Assert.StartsWith("Searched: step 30 of 30", shown[^1].ToString());
        Assert.Same(shown[^1].Pictures, shown[^2].Pictures);
        Assert.Empty(shown[2].Pictures);
        Assert.Equal(["search-trajectory", "search-weights"], shown[3].Figures.Select(figure => figure.Id));
        Assert.Equal(shown[3].Figures.Select(figure => figure.ToPng()), shown[3].Pictures);
    }

    [Fact]
    public void Epochs_told_again_take_their_own_place()
    {
        var shown = new List<SearchPicture>();
        var live = Live(shown, Run.Spec, new HandClock());
        foreach (var epoch in new[] { 0, 1, 0, 1, 2 })
        {
            live.EpochEnded(Run.Epochs[epoch]);
        }

        Assert.Equal([1, 2, 3], shown[^1].Epochs.Select(epoch => epoch.Epoch));
        Assert.StartsWith("Searched before: epoch 3 of 3", shown[^1].ToString());
    }

    [Fact]
    public void A_search_that_was_there_already_says_so_and_one_that_stops_too()
    {
        var shown = new List<SearchPicture>();
        Live(shown, Run.Spec, new HandClock()).Dispose();
        Assert.Equal("No step was searched: the search was there already.", shown[^1].ToString());
        Assert.Empty(shown[^1].Figures);

        using (var live = Live(shown, Run.Spec, new HandClock()))
        {
            live.Report(new TrainingProgress(3, 30, 1, 1.5, null));
        }
        Assert.StartsWith("Stopped: step 3 of 30", shown[^1].ToString());
    }

    [Fact]
    public void A_search_in_a_folder_tells_it_every_epoch_and_those_before_a_stop_again()
    {
        var space = SearchSpace.Original with
        {
            Name = "tiny",
            Operations = [CandidateOperation.None, CandidateOperation.Skip, CandidateOperation.MaxPool, CandidateOperation.Sandglass(3, 2)],
            Nodes = 2,
            Cells = 3,
            Channels = 4,
            InputChannels = 1,
            Resolution = 8,
            Classes = 2,
        };
        var stream = new RandomStreams(1).Open("images");
        byte[] pixels = [.. Enumerable.Range(0, 24 * 64).Select(_ => (byte)stream.NextInt32(256))];
        ImageDataset Images(string name) => ImageDataset.FromBytes(name, ["a", "b"], pixels, (1, 8, 8), [.. Enumerable.Range(0, 24).Select(i => (byte)(i % 2))]);
        using var data = new DatasetSplits(Images("noise"), Images("validation"), Images("test"));
        var spec = new RunSpec(
            new AlphaSearch(space) { AlphaRate = 0.1 }, AlphaSearch.PublishedRecipe with { Epochs = 3, BatchSize = 6, Augmentation = new Augmentation(1, true, 0) }, data.Identity, 1);
        var folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            var shown = new List<SearchPicture>();
            using (var stop = new CancellationTokenSource())
            using (var live = Live(shown, spec))
            {
                void Ended(SearchEpoch epoch)
                {
                    live.EpochEnded(epoch);
                    stop.Cancel();
                }
                Assert.ThrowsAny<OperationCanceledException>(() => new RunStore(folder) { Listener = EpochListener.Of<SearchEpoch>(Ended) }.FindOrTrain(spec, data, live, stop.Token));
            }
            Assert.StartsWith("Stopped: step 2 of 6", shown[^1].ToString());

            FoundSearch run;
            using (var live = Live(shown, spec))
            {
                run = FoundSearch.Of(new RunStore(folder) { Listener = EpochListener.Of<SearchEpoch>(live.EpochEnded) }.FindOrTrain(spec, data, live, TestContext.Current.CancellationToken));
            }
            Assert.Equal(3, run.Epochs.Count);
            Assert.Equal(run.Epochs.Select(epoch => epoch.Genotype), shown[^1].Epochs.Select(epoch => epoch.Genotype));
            Assert.StartsWith("Searched: step 6 of 6 (epoch 3 of 3)", shown[^1].ToString());
            Assert.Equal(SearchFigures.Weights(run).ToPng(), shown[^1].Pictures[1]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static LiveSearch Live(List<SearchPicture> shown, RunSpec spec, TimeProvider? clock = null)
    {
        void Show(object value) => shown.Add((SearchPicture)value);
        Show(LiveSearch.NotBegun(spec));
        return new LiveSearch(Show, spec, clock);
    }

    private sealed class HandClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Pass(TimeSpan time) => _ticks += time.Ticks;
    }
}
