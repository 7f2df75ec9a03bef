using Sandglass.Data;
using Sandglass.Search.Controls;
using Sandglass.Search.Networks;
using Sandglass.Search.Retraining;
using Sandglass.Search.Studies;
using Sandglass.Search.Tests.Networks;
using Sandglass.Search.Tests.Training;
using Sandglass.Search.Training;
using Sandglass.Weights;

namespace Sandglass.Search.Tests.Studies;

public sealed class SearchRunStoreTests : IDisposable
{
    private static readonly DerivedRecipe Recipe = new()
    {
        Epochs = 2,
        BatchSize = 12,
        DropPath = 0.2,
        Auxiliary = 0,
        Augmentation = new(1, true, 0),
    };

    private readonly DatasetSplits _data = new(TinySearches.Data(), TinySearches.Data(), TinySearches.Data());
    private readonly string _folder = Directory.CreateTempSubdirectory("search").FullName;

    [Fact]
    public void A_derived_training_stopped_after_any_step_ends_on_the_same_bytes()
    {
        var spec = Derived();
        var whole = Store("whole").FindOrTrain(spec, _data, cancellation: TestContext.Current.CancellationToken);
        Assert.True(whole.Epochs[1].TrainingLoss < whole.Epochs[0].TrainingLoss);
        Assert.Equal(CellNetworkCounter.Count(spec.Plan).Parameters, whole.Parameters);
        foreach (var step in (int[])[1, 4, 7, 8]) // two epochs of four steps
        {
            Cut.After(step, (progress, stop) => Store($"{step}").FindOrTrain(spec, _data, progress, stop));
            var again = Store($"{step}").FindOrTrain(spec, _data, cancellation: TestContext.Current.CancellationToken);
            Assert.Equal(File.ReadAllText(Path.Combine(whole.Directory, "SHA256SUMS")), File.ReadAllText(Path.Combine(again.Directory, "SHA256SUMS")));
            Assert.Equal(2, again.EpochSeconds.Count);
            Assert.True(again.Seconds > 0);
        }
    }

    [Fact]
    public void A_random_search_stopped_after_a_candidate_goes_on_with_the_next()
    {
        var spec = Random(candidates: 3);
        var whole = Store("whole").FindOrSearch(spec, _data.Training, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal([1, 2, 3], whole.Candidates.Select(candidate => candidate.Number));
        Assert.Equal(whole.Candidates.Max(candidate => candidate.Accuracy), whole.Best.Accuracy);
        Cut.After(2, (progress, stop) => Store("cut").FindOrSearch(spec, _data.Training, progress, stop));
        var notes = new List<string>();
        var again = new SearchRunStore(Path.Combine(_folder, "cut")) { Note = notes.Add }
            .FindOrSearch(spec, _data.Training, cancellation: TestContext.Current.CancellationToken);
        Assert.Contains(notes, note => note.Contains("step 3 of 3", StringComparison.Ordinal));
        Assert.Equal(whole.Candidates, again.Candidates);
        Assert.Equal(3, again.EpochSeconds.Count);
    }

    [Fact]
    public void Candidates_of_another_search_are_no_state()
    {
        using var one = new RandomSearchTraining(Random(candidates: 1), _data.Training);
        one.TrainEpoch(_ => { }, TestContext.Current.CancellationToken);
        using var other = new RandomSearchTraining(Random(candidates: 1) with { Seed = 9 }, _data.Training);
        Assert.Throws<FormatException>(() => other.Restore(one.CaptureState(), new Dictionary<string, SafetensorsTensor>()));
        Assert.Equal(0, other.Step);
    }

    [Fact]
    public void Runs_of_every_kind_are_found_by_the_first_digits_of_their_hash()
    {
        var store = Store("all");
        var (search, random, derived) = (TinySearches.Spec(_data.Training), Random(candidates: 1), Derived());
        store.FindOrSearch(search, _data.Training, cancellation: TestContext.Current.CancellationToken);
        store.FindOrSearch(random, _data.Training, cancellation: TestContext.Current.CancellationToken);
        store.FindOrTrain(derived, _data, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(3, store.Finished().Count);
        Assert.Equal(search.Hash, Assert.IsType<SearchRun>(store.Named(search.Hash[..6])).Spec.Hash);
        Assert.Equal(random.Hash, Assert.IsType<RandomSearchRun>(store.Named(random.Hash[..6])).Spec.Hash);
        Assert.Equal(derived.Hash, Assert.IsType<DerivedRun>(store.Named(derived.Hash[..6])).Spec.Hash);
        Assert.Contains(search.Hash, Assert.Throws<WorkbenchException>(() => store.Named("x")).Message);
        Assert.Contains("more digits", Assert.Throws<WorkbenchException>(() => store.Named("")).Message);
    }

    [Theory]
    [InlineData("run.json", "{}")]
    [InlineData("run.json", "[]")]
    [InlineData("checkpoint.safetensors", "")]
    [InlineData("SHA256SUMS", "no")]
    [InlineData("timing.csv", "epoch,seconds\n1,soon\n")]
    [InlineData("timing.csv", "")]
    public void A_damaged_run_is_named_and_never_taken(string file, string content)
    {
        var store = Store("damaged");
        var run = store.FindOrTrain(Derived(), _data, cancellation: TestContext.Current.CancellationToken);
        File.WriteAllText(Path.Combine(run.Directory, file), content);
        Assert.Contains(run.Spec.Hash, Assert.Throws<WorkbenchException>(() => store.Find(run.Spec)).Message);
        Assert.Contains(run.Spec.Hash, Assert.Throws<WorkbenchException>(() => store.Named(run.Spec.Hash)).Message);
    }

    [Fact]
    public void Other_images_than_the_specs_are_refused()
    {
        Assert.Throws<WorkbenchException>(() => new DerivedTraining(Derived() with { Test = "0" }, _data));
        Assert.Throws<WorkbenchException>(() => new RandomSearchTraining(Random(1) with { Data = "0" }, _data.Training));
    }

    [Fact]
    public void Epochs_are_told_also_those_before_a_cut()
    {
        var told = new List<int>();
        var spec = TinySearches.Spec(_data.Training);
        SearchRunStore Telling() => new(Path.Combine(_folder, "told")) { EpochEnded = epoch => told.Add(epoch.Epoch) };
        Cut.After(10, (progress, stop) => Telling().FindOrSearch(spec, _data.Training, progress, stop)); // in the third of three epochs
        Assert.Equal([1, 2], told);
        Telling().FindOrSearch(spec, _data.Training, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal([1, 2, 1, 2, 3], told);
        Telling().FindOrSearch(spec, _data.Training, cancellation: TestContext.Current.CancellationToken); // found
        Assert.Equal([1, 2, 1, 2, 3, 1, 2, 3], told);
    }

    public void Dispose()
    {
        _data.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private SearchRunStore Store(string folder) => new(Path.Combine(_folder, folder));

    private DerivedRunSpec Derived() => DerivedRunSpec.Of(TinySpaces.PlanOf(TinySpaces.EveryOperation), Recipe, _data, 1);

    private RandomSearchSpec Random(int candidates)
    {
        var search = new RandomSearch(TinySpaces.Few, Recipe, seed: 5);
        var costs = Enumerable.Range(1, candidates).Sum(number => SearchCost.OfCandidate(
            CellNetworkPlan.Of("c", search.Draw(number), TinySpaces.Few), Recipe, _data.Training.Count));
        return new RandomSearchSpec(TinySpaces.Few, Recipe, costs, _data.Training.Sha256, 5);
    }
}
