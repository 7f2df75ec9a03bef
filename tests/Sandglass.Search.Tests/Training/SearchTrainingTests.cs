using System.Text.Json;
using Sandglass.Data;
using Sandglass.Runtime;
using Sandglass.Search.Space;
using Sandglass.Search.Studies;
using Sandglass.Search.Tests.Networks;
using Sandglass.Search.Training;
using Sandglass.Training;
using Sandglass.Weights;

namespace Sandglass.Search.Tests.Training;

public sealed class SearchTrainingTests : IDisposable
{
    private const int Steps = 12; // three epochs of four batches

    private readonly ImageDataset _data = TinySearches.Data();
    private readonly string _folder = Directory.CreateTempSubdirectory("search").FullName;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_search_stopped_after_any_step_goes_on_to_the_same_genotype(bool secondOrder)
    {
        var spec = TinySearches.Spec(_data) with { Recipe = TinySearches.Recipe with { SecondOrder = secondOrder } };
        var whole = Search("whole", spec);
        foreach (var step in secondOrder ? (int[])[6] : [1, 4, 6, Steps]) // within, at and after the end of an epoch, and at the end of all
        {
            StopAt($"stopped at {step}", spec, step);
            var again = Search($"stopped at {step}", spec);
            Assert.Equal(whole.Genotype, again.Genotype);
            Assert.Equal(Bytes("whole", spec, "run.json"), Bytes($"stopped at {step}", spec, "run.json"));
            Assert.Equal(Bytes("whole", spec, "checkpoint.safetensors"), Bytes($"stopped at {step}", spec, "checkpoint.safetensors"));
        }
    }

    [Fact]
    public void Alphas_and_weights_both_move_and_the_orders_differ()
    {
        var first = Search("runs", TinySearches.Spec(_data));
        var second = Search("runs", TinySearches.Spec(_data) with { Recipe = TinySearches.Recipe with { SecondOrder = true } });
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
        var spec = TinySearches.Spec(_data) with { Space = skips };
        var heedless = Search("runs", spec);
        Assert.Equal((1, false, 3), (heedless.AlarmEpoch, heedless.StoppedEarly, heedless.Epochs.Count));
        var heeding = Search("runs", spec with { Recipe = spec.Recipe with { StopAtAlarm = true } });
        Assert.Equal((1, true, 1), (heeding.AlarmEpoch, heeding.StoppedEarly, heeding.Epochs.Count));
    }

    [Fact]
    public void A_damaged_checkpoint_changes_nothing()
    {
        using var training = new SearchTraining(TinySearches.Spec(_data), _data);
        var (state, tensors) = (training.CaptureState(), training.CaptureTensors().ToDictionary(tensor => tensor.Name));
        var before = training.CaptureTensors().Select(tensor => tensor.Data.ToArray()).ToArray();
        Assert.Throws<FormatException>(() => training.Restore("{"u8.ToArray(), tensors));
        Assert.Throws<FormatException>(() => training.Restore("{\"epochs\": [null], \"inEpoch\": null}"u8.ToArray(), tensors));
        foreach (var name in tensors.Keys.Where(name => !name.StartsWith("network", StringComparison.Ordinal)))
        {
            Assert.Throws<FormatException>(() => training.Restore(state, tensors.Where(t => t.Key != name).ToDictionary()));
            var longer = SafetensorsTensor.Of(name, new float[7], 7);
            Assert.Throws<FormatException>(() => training.Restore(state, tensors.Where(t => t.Key != name).Append(new(name, longer)).ToDictionary()));
        }

        Assert.Equal(before, training.CaptureTensors().Select(tensor => tensor.Data.ToArray()));
    }

    [Fact]
    public void Halves_share_no_image_and_hang_on_the_seed()
    {
        using var halves = SearchHalves.Of(_data, new RandomStreams(1));
        using var again = SearchHalves.Of(_data, new RandomStreams(1));
        using var other = SearchHalves.Of(_data, new RandomStreams(2));
        Assert.Equal((24, 24), (halves.Weights.Count, halves.Architecture.Count));
        Assert.Equal(halves.Weights.Sha256, again.Weights.Sha256);
        Assert.NotEqual(halves.Weights.Sha256, other.Weights.Sha256);
        Assert.Equal(48, Pictures(halves.Weights).Concat(Pictures(halves.Architecture)).Distinct().Count());
    }

    [Fact]
    public void Other_images_than_the_specs_are_refused()
    {
        Assert.Throws<WorkbenchException>(() => new SearchTraining(TinySearches.Spec(_data) with { Data = "0" }, _data));
        Assert.Throws<WorkbenchException>(() => new SearchTraining(TinySearches.Spec(_data) with { Space = SearchSpace.Original }, _data));
    }

    [Fact]
    public void A_spec_comes_back_from_JSON_with_the_same_hash()
    {
        var spec = TinySearches.Spec(_data) with { Space = SearchSpace.WithBlocks };
        var again = JsonSerializer.Deserialize<SearchRunSpec>(JsonSerializer.Serialize(spec, RunJson.Options), RunJson.Options)!;
        Assert.Equal(spec.Hash, again.Hash);
        Assert.NotEqual(spec.Hash, (spec with { Recipe = spec.Recipe with { SecondOrder = true } }).Hash);
    }

    [Fact]
    public void The_rate_falls_by_a_cosine_from_epoch_to_epoch()
    {
        var recipe = new SearchRecipe();
        Assert.Equal(0.025, recipe.LearningRateIn(1), 12);
        Assert.Equal(0.013, recipe.LearningRateIn(26), 12);
        Assert.InRange(recipe.LearningRateIn(50), 0.001, 0.00103);
        Assert.Throws<WorkbenchException>((recipe with { SkipLimit = 0 }).Validated);
        Assert.Throws<WorkbenchException>((recipe with { LeastLearningRate = 1 }).Validated);
    }

    public void Dispose()
    {
        _data.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private SearchRun Search(string folder, SearchRunSpec spec) =>
        new SearchRunStore(Path.Combine(_folder, folder)).FindOrSearch(spec, _data, cancellation: TestContext.Current.CancellationToken);

    private void StopAt(string folder, SearchRunSpec spec, int step) =>
        Cut.After(step, (progress, stop) => new SearchRunStore(Path.Combine(_folder, folder)).FindOrSearch(spec, _data, progress, stop));

    private byte[] Bytes(string folder, SearchRunSpec spec, string file) => File.ReadAllBytes(Path.Combine(_folder, folder, spec.Hash, file));

    private static IEnumerable<string> Pictures(ImageDataset set) =>
        set.Images.bytes.ToArray().Chunk(set.Height * set.Width).Select(Convert.ToHexString);
}
