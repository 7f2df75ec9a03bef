using Sandglass.Data;
using Sandglass.Search.Space;
using Sandglass.Search.Training;
using Sandglass.Training;

namespace Sandglass.Display.Tests.Formatters;

public class RunTests
{
    private static readonly SearchSpace Tiny = SearchSpace.Original with
    {
        Name = "tiny",
        Operations = [CandidateOperation.None, CandidateOperation.Skip, CandidateOperation.Sandglass(3, 2)],
        Nodes = 2,
        Cells = 3,
        Channels = 4,
        InputChannels = 1,
        Resolution = 8,
        Classes = 2,
    };

    [Fact]
    public void A_classifier_is_shown_with_network_data_cost_training_and_accuracies() => Shown(
        new Classification(SampleAnalysis.Plan),
        new Recipe { Epochs = 1, BatchSize = 6, Augmentation = Augmentation.None },
        "network", "small-sandglass", "1 epoch, seed 1, threads: 1, cpu", "validation accuracy", "% (one seed)", "test loss");

    [Fact]
    public void So_is_a_run_of_any_other_task() => Shown(
        new AlphaSearch(Tiny), AlphaSearch.PublishedRecipe with { Epochs = 1, BatchSize = 6, Augmentation = Augmentation.None },
        "search", "tiny", "1 epoch, seed 1, threads: 1, cpu", "blocks", "skips");

    private static void Shown(RunTask task, Recipe recipe, params string[] words)
    {
        using var data = SampleAnalysis.Splits();
        var folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            var run = new RunStore(folder).FindOrTrain(new RunSpec(task, recipe, data.Identity, 1), data, cancellation: TestContext.Current.CancellationToken);
            var forms = Formatters.Shown.Of(run);
            Assert.Equal(["text/html", "image/png", "text/plain"], forms.Keys);
            Assert.All(words.Prepend(run.Hash).Append("noise").Append("multiply-adds"), word => Assert.Contains(word, forms["text/plain"]));
            Assert.Contains("alt=\"Learning curve\"", forms["text/html"]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
