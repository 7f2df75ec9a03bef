using Sandglass.Data;
using Sandglass.Search.Networks;
using Sandglass.Search.Supernet;
using Sandglass.Search.Tests.Networks;
using Sandglass.Search.Training;
using Sandglass.Training;

namespace Sandglass.Search.Tests.Training;

public sealed class SearchRunTests : IDisposable
{
    private static readonly Recipe Recipe = CellTask.PublishedRecipe with
    {
        Epochs = 2,
        BatchSize = 12,
        Augmentation = new(1, true, 0),
    };

    private readonly DatasetSplits _data = TinySearches.Splits();
    private readonly string _folder = Directory.CreateTempSubdirectory("search").FullName;

    [Fact]
    public void A_derived_training_stopped_after_any_step_ends_on_the_same_bytes()
    {
        var spec = Derived();
        var whole = Train("whole", spec);
        var epochs = whole.Epochs<CellEpoch>();
        Assert.True(epochs[1].TrainingLoss < epochs[0].TrainingLoss);
        Assert.Equal(CellNetworkCounter.Count(TinySpaces.PlanOf(TinySpaces.EveryOperation)).Parameters, whole.Result<CellResult>().Parameters);
        foreach (var step in (int[])[1, 4, 7, 8]) // two epochs of four steps
        {
            Cut.After(step, (progress, stop) => Store($"{step}").FindOrTrain(spec, _data, progress, stop));
            var again = Train($"{step}", spec);
            Assert.Equal(File.ReadAllText(whole.Table("SHA256SUMS")), File.ReadAllText(again.Table("SHA256SUMS")));
            Assert.Equal(2, again.Timing.Count);
            Assert.True(again.Seconds > 0);
        }
    }

    [Fact]
    public void A_random_search_stopped_within_or_after_a_candidate_goes_on_to_the_same_candidates()
    {
        var spec = Random(candidates: 3);
        var whole = FoundSearch.Of(Train("whole", spec));
        Assert.Equal([1, 2, 3], whole.Candidates.Select(candidate => candidate.Number));
        var best = RandomSearch.Best(whole.Candidates);
        Assert.Equal((whole.Candidates.Max(candidate => candidate.Accuracy), whole.Genotype), (best.Accuracy, best.Genotype));
        foreach (var step in (int[])[7, 8]) // of twelve, four a candidate
        {
            Cut.After(step, (progress, stop) => Store($"{step}").FindOrTrain(spec, _data, progress, stop));
            var notes = new List<string>();
            var again = new RunStore(Path.Combine(_folder, $"{step}")) { Note = notes.Add }
                .FindOrTrain(spec, _data, cancellation: TestContext.Current.CancellationToken);
            Assert.Contains(notes, note => note.Contains($"step {step + 1} of 12", StringComparison.Ordinal));
            Assert.Equal(whole.Candidates, again.Epochs<RandomCandidate>());
            Assert.Equal(3, again.Timing.Count);
        }
    }

    [Fact]
    public void Candidates_of_another_search_are_no_state()
    {
        using var one = new Trainer(Random(candidates: 1), _data);
        one.TrainEpoch(cancellation: TestContext.Current.CancellationToken);
        using var other = new Trainer(Random(candidates: 1) with { Seed = 9 }, _data);
        Assert.Throws<FormatException>(() => other.Restore(one.State([]), one.Capture().ToDictionary(tensor => tensor.Name)));
        Assert.Equal(0, other.Step);
    }

    [Fact]
    public void Runs_of_every_kind_are_found_by_the_first_digits_of_their_hash()
    {
        var store = Store("all");
        var (search, random, derived) = (TinySearches.Spec(_data), Random(candidates: 1), Derived());
        Assert.All([search, random, derived], spec => Train("all", spec));
        Assert.Equal(3, store.List().Count(run => run.Finished is not null));
        Assert.IsType<AlphaSearch>(Named(search).Spec.Task);
        Assert.IsType<RandomSearch>(Named(random).Spec.Task);
        Assert.IsType<CellClassification>(Named(derived).Spec.Task);
        Assert.Equal(FoundSearch.Of(Named(search)).Genotype, FoundSearch.GenotypeOf(Named(search)));
        Assert.Equal(FoundSearch.Of(Named(random)).Genotype, FoundSearch.GenotypeOf(Named(random)));
        Assert.Equal(TinySpaces.EveryOperation, FoundSearch.GenotypeOf(Named(derived)));
        Assert.Contains(store.Directory, Assert.Throws<WorkbenchException>(() => store.FinishedNamed("x")).Message);
        Assert.Contains("more digits", Assert.Throws<WorkbenchException>(() => store.FinishedNamed("")).Message);

        Run Named(RunSpec spec)
        {
            var run = store.FinishedNamed(spec.Hash[..6]);
            Assert.Equal(spec.Hash, run.Spec.Hash);
            return run;
        }
    }

    [Theory]
    [InlineData("run.json", "{}")]
    [InlineData("run.json", "[]")]
    [InlineData("SHA256SUMS", "no")]
    [InlineData("timing.csv", "epoch,seconds\n1,soon\n")]
    [InlineData("timing.csv", "")]
    public void A_damaged_run_is_named_and_never_taken(string file, string content)
    {
        var run = Train("damaged", Derived());
        File.WriteAllText(run.Table(file), content);
        Assert.Contains(run.Hash, Assert.Throws<WorkbenchException>(() => Store("damaged").Find(Derived())).Message);
        Assert.Contains(run.Hash, Assert.Throws<WorkbenchException>(() => Store("damaged").FinishedNamed(run.Hash)).Message);
    }

    [Fact]
    public void Damaged_weights_are_named_when_they_are_asked_for()
    {
        var run = Train("weights", Derived());
        File.WriteAllText(run.Table("checkpoint.safetensors"), "");
        Assert.Contains(run.Hash, Assert.Throws<WorkbenchException>(() => Store("weights").FinishedNamed(run.Hash).LoadNetwork()).Message);
    }

    [Fact]
    public void Other_images_than_the_specs_are_refused()
    {
        Assert.Throws<WorkbenchException>(() => Train("others", Derived() with { Data = _data.Identity with { Test = "0" } }));
        var wide = new CellClassification(TinySpaces.PlanOf(TinySpaces.EveryOperation) with { Resolution = 16 }) { Auxiliary = 0 };
        Assert.Contains("16x16", Assert.Throws<WorkbenchException>(() => Train("others", Derived() with { Task = wide })).Message);
        Assert.Throws<WorkbenchException>(() => Train("others", Derived() with { Device = "cuda" }));
        Assert.Throws<WorkbenchException>(() => Train("others", Random(1) with { Data = _data.Identity with { Training = "0" } }));
    }

    [Fact]
    public void Epochs_are_told_also_those_before_a_cut()
    {
        var told = new List<int>();
        var spec = TinySearches.Spec(_data);
        RunStore Telling() => new(Path.Combine(_folder, "told")) { Listener = EpochListener.Of<SearchEpoch>(epoch => told.Add(epoch.Epoch)) };
        Cut.After(10, (progress, stop) => Telling().FindOrTrain(spec, _data, progress, stop)); // in the third of three epochs
        Assert.Equal([1, 2], told);
        Telling().FindOrTrain(spec, _data, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal([1, 2, 1, 2, 3], told);
        Telling().FindOrTrain(spec, _data, cancellation: TestContext.Current.CancellationToken); // found
        Assert.Equal([1, 2, 1, 2, 3, 1, 2, 3], told);
        var after = new RunSpec(new FoundNetwork(spec, Cells: 3, Channels: 4) { DropPath = 0, Auxiliary = 0 }, Recipe, _data.Identity, 1);
        Telling().FindOrTrain(after, _data, cancellation: TestContext.Current.CancellationToken); // its own epochs are others
        Assert.Equal([1, 2, 1, 2, 3, 1, 2, 3, 1, 2, 3], told);
        Telling().FindOrTrain(after, _data, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(11, told.Count);
    }

    [Fact]
    public void What_another_run_finds_is_trained_as_if_it_were_named()
    {
        var search = TinySearches.Spec(_data);
        var spec = new RunSpec(new FoundNetwork(search, Cells: 4, Channels: 4) { DropPath = 0.2, Auxiliary = 0 }, Recipe, _data.Identity, 1);
        var run = Train("found", spec);
        var (result, found) = (run.Result<CellResult>(), FoundSearch.Of(Store("found").Find(search)!));
        Assert.Equal(found.Genotype.ToString(), result.Genotype);
        Assert.Equal(found.AlarmEpoch, result.AlarmEpoch);
        Assert.Equal(found.AlarmEpoch, run.Numbers()["alarm_epoch"]);
        Assert.Equal((result.Parameters, result.MultiplyAdds), (run.Parameters, run.MultiplyAdds));
        Assert.Equal((double)run.TestCorrect().Count(correct => correct) / _data.Test.Count, result.TestAccuracy);

        var plan = ((FoundNetwork)spec.Task).PlanOf(found.Genotype);
        var named = Train("found", spec with { Task = new CellClassification(plan) { DropPath = 0.2, Auxiliary = 0 } });
        Assert.Equal(File.ReadAllBytes(named.Checkpoint), File.ReadAllBytes(run.Checkpoint));
        Assert.Equal(result with { AlarmEpoch = null }, named.Result<CellResult>());
        using var network = (CellNetwork)run.LoadNetwork();
        var again = Evaluation.Of(network, _data.Test, Normalization.Of(_data.Training), Recipe.BatchSize, TestContext.Current.CancellationToken);
        Assert.Equal(run.TestCorrect(), again.Correct);

        using var supernet = (SearchNetwork)Store("found").Find(search)!.LoadNetwork();
        Assert.Equal(found.Epochs[^1].Normal, supernet.Alphas.Weights().Normal);
    }

    public void Dispose()
    {
        _data.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private RunStore Store(string folder) => new(Path.Combine(_folder, folder));

    private Run Train(string folder, RunSpec spec) => Store(folder).FindOrTrain(spec, _data, cancellation: TestContext.Current.CancellationToken);

    private RunSpec Derived() =>
        new(new CellClassification(TinySpaces.PlanOf(TinySpaces.EveryOperation)) { DropPath = 0.2, Auxiliary = 0 }, Recipe, _data.Identity, 1);

    private RunSpec Random(int candidates)
    {
        var search = new RandomSearch(TinySpaces.Few, 0) { DropPath = 0.2, Auxiliary = 0 };
        var costs = Enumerable.Range(1, candidates).Sum(number => SearchCost.OfCandidate(
            CellNetworkPlan.Of("c", search.Draw(5, number), TinySpaces.Few), search, Recipe, _data.Training.Count));
        return new RunSpec(search with { Budget = costs }, Recipe, _data.Identity, 5);
    }
}
