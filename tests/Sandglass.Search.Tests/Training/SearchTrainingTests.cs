using System.Text.Json;
using Sandglass.Data;
using Sandglass.Runtime;
using Sandglass.Search.Space;
using Sandglass.Search.Tests.Networks;
using Sandglass.Search.Training;
using Sandglass.Training;
using Sandglass.Weights;

namespace Sandglass.Search.Tests.Training;

public sealed class SearchTrainingTests : IDisposable
{
    private const int Steps = 12; // three epochs of four batches

    private readonly DatasetSplits _data = TinySearches.Splits();
    private readonly string _folder = Directory.CreateTempSubdirectory("search").FullName;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_search_stopped_after_any_step_goes_on_to_the_same_genotype(bool secondOrder)
    {
        var spec = TinySearches.Spec(_data) with { Task = TinySearches.Task with { SecondOrder = secondOrder } };
        var whole = Search("whole", spec);
        foreach (var step in secondOrder ? (int[])[6] : [1, 4, 6, Steps]) // within, at and after the end of an epoch, and at the end of all
        {
            StopAt($"stopped at {step}", spec, step);
            var again = Search($"stopped at {step}", spec);
            Assert.Equal(whole.Genotype, again.Genotype);
            foreach (var file in (string[])["run.json", "metrics.csv", "checkpoint.safetensors", "alphas.safetensors"])
            {
                Assert.Equal(Bytes("whole", spec, file), Bytes($"stopped at {step}", spec, file));
            }
        }
    }

    [Fact]
    public void Alphas_and_weights_both_move_and_the_orders_differ()
    {
        var first = Search("runs", TinySearches.Spec(_data));
        var second = Search("runs", TinySearches.Spec(_data) with { Task = TinySearches.Task with { SecondOrder = true } });
        Assert.Equal(3, first.Epochs.Count);
        Assert.Contains(first.Epochs[^1].Normal.SelectMany(edge => edge), weight => Math.Abs(weight - 0.2) > 0.02); // five operations
        Assert.True(first.Epochs[^1].TrainingLoss < first.Epochs[0].TrainingLoss);
        Assert.NotEqual(first.Epochs[^1].Normal[0], second.Epochs[^1].Normal[0]);
        Assert.NotEqual(first.Epochs[^1].Normal[0], Search("runs", TinySearches.Spec(_data, seed: 2)).Epochs[^1].Normal[0]);
    }

    [Fact]
    public void The_alarm_rings_at_the_limit_and_stops_where_it_is_heeded()
    {
        var cells = Genotype.DartsV2;
        Assert.False(SkipAlarm.Rings(cells, 3));
        Assert.True(SkipAlarm.Rings(cells, 2));

        var skips = TinySpaces.Few with { Operations = [CandidateOperation.None, CandidateOperation.Skip] };
        var task = TinySearches.Task with { Space = skips };
        var spec = TinySearches.Spec(_data) with { Task = task };
        var heedless = Search("runs", spec);
        Assert.Equal((1, false, 3), (heedless.AlarmEpoch, heedless.StoppedEarly, heedless.Epochs.Count));
        var heeding = Search("runs", spec with { Task = task with { StopAtAlarm = true } });
        Assert.Equal((1, true, 1), (heeding.AlarmEpoch, heeding.StoppedEarly, heeding.Epochs.Count));
    }

    [Fact]
    public void A_damaged_checkpoint_changes_nothing()
    {
        using var training = new Trainer(TinySearches.Spec(_data), _data);
        var (state, tensors) = (training.State([]), training.Capture().ToDictionary(tensor => tensor.Name));
        var before = training.Capture().Select(tensor => tensor.Data.ToArray()).ToArray();
        Assert.Throws<FormatException>(() => training.Restore(RunState.Parse("{"u8.ToArray()), tensors));
        Assert.Throws<FormatException>(() => training.Restore(
            RunState.Parse("{\"epochs\": [null], \"timing\": [], \"inEpoch\": null, \"tables\": []}"u8.ToArray()), tensors));
        foreach (var name in tensors.Keys.Where(name => !name.StartsWith("network", StringComparison.Ordinal)))
        {
            Assert.Throws<FormatException>(() => training.Restore(state, tensors.Where(t => t.Key != name).ToDictionary()));
            var longer = SafetensorsTensor.Of(name, new float[7], 7);
            Assert.Throws<FormatException>(() => training.Restore(state, tensors.Where(t => t.Key != name).Append(new(name, longer)).ToDictionary()));
        }

        Assert.Equal(before, training.Capture().Select(tensor => tensor.Data.ToArray()));
    }

    [Fact]
    public void Halves_share_no_image_and_hang_on_the_seed()
    {
        using var halves = SearchHalves.Of(_data.Training, new RandomStreams(1));
        using var again = SearchHalves.Of(_data.Training, new RandomStreams(1));
        using var other = SearchHalves.Of(_data.Training, new RandomStreams(2));
        Assert.Equal((24, 24), (halves.Weights.Count, halves.Architecture.Count));
        Assert.Equal(halves.Weights.Sha256, again.Weights.Sha256);
        Assert.NotEqual(halves.Weights.Sha256, other.Weights.Sha256);
        Assert.Equal(48, Pictures(halves.Weights).Concat(Pictures(halves.Architecture)).Distinct().Count());
    }

    [Fact]
    public void Other_images_than_the_specs_are_refused()
    {
        Assert.Throws<WorkbenchException>(() => Search("runs", TinySearches.Spec(_data) with { Data = _data.Identity with { Training = "0" } }));
        Assert.Throws<WorkbenchException>(() => Search("runs", TinySearches.Spec(_data) with { Task = TinySearches.Task with { Space = SearchSpace.Original } }));
    }

    [Fact]
    public void A_spec_comes_back_from_JSON_with_the_same_hash()
    {
        var task = TinySearches.Task with { Space = SearchSpace.WithBlocks };
        var spec = TinySearches.Spec(_data) with { Task = task };
        RunSpec[] specs =
        [
            spec,
            spec with { Task = task with { SecondOrder = true } },
            spec with { Recipe = spec.Recipe with { Warmup = new(Epochs: 0.5) } },
            spec with { Task = new RandomSearch(task.Space, 1e9) },
            spec with { Task = new CellClassification(TinySpaces.PlanOf(TinySpaces.EveryOperation)) },
            spec with { Task = new FoundNetwork(spec, Cells: 3, Channels: 4) },
            spec with { Task = new FoundNetwork(spec with { Seed = 2 }, Cells: 3, Channels: 4) },
        ];
        Assert.All(specs, was => Assert.Equal(was.Hash, JsonSerializer.Deserialize<RunSpec>(JsonSerializer.Serialize(was, RunJson.Options), RunJson.Options)!.Hash));
        Assert.Equal(specs.Length, specs.Select(was => was.Hash).Distinct().Count());
    }

    [Fact]
    public void The_rate_falls_by_a_cosine_from_epoch_to_epoch()
    {
        var recipe = AlphaSearch.PublishedRecipe;
        double RateIn(int epoch, int step = 0) => recipe.LearningRateAt((390 * (epoch - 1)) + step, 390);
        Assert.Equal(0.025, RateIn(1), 12);
        Assert.Equal(0.013, RateIn(26), 12);
        Assert.Equal(RateIn(26), RateIn(26, step: 389));
        Assert.InRange(RateIn(50), 0.001, 0.00103);
        Assert.Throws<WorkbenchException>((TinySearches.Task with { SkipLimit = 0 }).Validated);
        Assert.Throws<WorkbenchException>((recipe with { Schedule = new Cosine { End = 1, PerEpoch = true } }).Validated);
    }

    public void Dispose()
    {
        _data.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private FoundSearch Search(string folder, RunSpec spec) =>
        FoundSearch.Of(new RunStore(Path.Combine(_folder, folder)).FindOrTrain(spec, _data, cancellation: TestContext.Current.CancellationToken));

    private void StopAt(string folder, RunSpec spec, int step) =>
        Cut.After(step, (progress, stop) => new RunStore(Path.Combine(_folder, folder)).FindOrTrain(spec, _data, progress, stop));

    private byte[] Bytes(string folder, RunSpec spec, string file) => File.ReadAllBytes(Path.Combine(_folder, folder, spec.Hash, file));

    private static IEnumerable<string> Pictures(ImageDataset set) =>
        set.Images.bytes.ToArray().Chunk(set.Height * set.Width).Select(Convert.ToHexString);
}
