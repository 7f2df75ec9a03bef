using Sandglass.Data;
using Sandglass.Tests.Data;
using Sandglass.Training;

namespace Sandglass.Tests.Analysis.Trained;

public sealed class TrainedNetworkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DatasetSplits _images = Preset.Smoke.LoadData();
    private readonly Run _run;

    public TrainedNetworkTests()
    {
        var spec = new RunSpec(new Classification(Plan.SmallImage(BlockFamily.Sandglass).AtWidth(0.2)), Preset.Smoke.Recipe, _images.Identity, 1);
        _run = new RunStore(_folder["runs"]).FindOrTrain(spec, _images, cancellation: TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        _images.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Its_answers_are_those_that_the_run_was_judged_by()
    {
        using var network = _run.Network();
        var predictions = network.Predict();
        Assert.Equal(_run.TestCorrect(), predictions.Answers.Select(answer => answer.IsRight));
        Assert.Equal(_run.Result<ClassificationResult>().TestAccuracy, predictions.Accuracy, 12);
        Assert.All(predictions.Answers, answer => Assert.InRange(answer.Probability, 0.1, 1));

        var matrix = predictions.ConfusionMatrix();
        Assert.Equal(predictions.Answers.Count, matrix.Counts.Cast<int>().Sum());
        Assert.Equal(predictions.Answers.Count(answer => answer.IsRight), Enumerable.Range(0, 10).Sum(c => matrix.Counts[c, c]));
        Assert.Equal(predictions.Accuracy, Enumerable.Range(0, 10).Average(matrix.Recall), 12); // as many images a class

        var mistakes = predictions.Mistakes();
        Assert.Equal(predictions.Answers.Count - Enumerable.Range(0, 10).Sum(c => matrix.Counts[c, c]), mistakes.Answers.Count);
        Assert.Equal(mistakes.Answers.Select(answer => answer.Probability).OrderDescending(), mistakes.Answers.Select(answer => answer.Probability));
        Assert.Equal(mistakes.Answers.Select(answer => (long)answer.Label), mistakes.Images.Labels.data<long>().ToArray());
        Assert.Empty(predictions.MistakesUnlike(predictions).Answers);
        Assert.Throws<WorkbenchException>(() => predictions.MistakesUnlike(mistakes));
    }

    [Fact]
    public void It_shows_what_images_become_inside_it()
    {
        using var network = _run.Network(_images);
        using var one = _images.Test.Take(1);
        var captures = network.Capture("stage*.block*.out", one);
        Assert.Equal(network.Plan.Blocks.Select(block => $"{block.Name}.out"), captures.Places.Select(captured => captured.Place));
        var first = captures["stage1.block1.out"];
        Assert.Equal([1, network.Plan.Stages[0].Blocks[0].OutChannels, 14, 14], first.Shape);
        Assert.Equal(first.Shape.Aggregate((a, b) => a * b), first.Values.Length);
        Assert.Contains("similar names", Assert.Throws<WorkbenchException>(() => network.Capture("stage9.*", one)).Message);
        Assert.Contains("stage1.block1.out", Assert.Throws<WorkbenchException>(() => captures["stage1.block1"]).Message);
    }

    [Fact]
    public void It_is_measured_without_being_changed()
    {
        var rank = _run.EffectiveRank();
        Assert.Equal(["stem.out", .. Plan.SmallImage(BlockFamily.Sandglass).AtWidth(0.2).Blocks.Select(block => $"{block.Name}.out")], rank.Ranks.Select(place => place.Place));
        Assert.All(rank.Ranks, place => Assert.InRange(place.EffectiveRank, 1, place.Channels));
        var gradients = _run.GradientConfusion(batches: 4, size: 16);
        Assert.Equal((4, 6), (gradients.Count, gradients.Summarize().Cosines.Count));
        Assert.Equal(gradients.Summarize().Cosines, _run.GradientConfusion(_images, batches: 4, size: 16).Summarize().Cosines);
    }

    [Fact]
    public void Images_of_another_size_or_of_other_classes_get_no_answer()
    {
        using var network = _run.Network(_images);
        using var small = ImageDataset.FromBytes("small", _images.Test.ClassNames, new byte[64], (1, 8, 8), new byte[1]);
        using var few = ImageDataset.FromBytes("few", ["a", "b"], new byte[28 * 28], (1, 28, 28), new byte[1]);
        Assert.Contains("takes images of 1×28×28, but small has 1×8×8", Assert.Throws<WorkbenchException>(() => network.Predict(small)).Message);
        Assert.Contains("takes images of 1×28×28, but small has 1×8×8", Assert.Throws<WorkbenchException>(() => network.Capture("**", small)).Message);
        Assert.Contains("has 10 classes, but few has 2", Assert.Throws<WorkbenchException>(() => network.Predict(few)).Message);
        Assert.NotEmpty(network.Capture("**", few).Places);
    }

    [Fact]
    public void Other_images_are_refused()
    {
        using var other = new EmbeddedImages(3, 1, 1).LoadSplits();
        Assert.Contains("was trained on other images", Assert.Throws<WorkbenchException>(() => _run.Network(other)).Message);
    }
}
