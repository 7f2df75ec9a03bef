using Sandglass.Data;

namespace Sandglass.Paper.Tests;

public class TrainingImagesTests
{
    private static readonly DataIdentity Data = new("images", "1", "2", "3");
    private static readonly Dictionary<int, Study> Studies = BlockComparison.TrainingImages.ToDictionary(images => images, BlockComparison.WithTrainingImages);

    public static TheoryData<int> Sizes => [.. BlockComparison.TrainingImages];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Only_the_training_images_are_fewer_and_the_steps_about_as_many(int images)
    {
        var study = Studies[images];
        using var all = ComparedImages.Garments.Data.Load();
        using var data = study.Data.Load();
        Assert.Equal((images, $"curves-{images / 1000}k"), (data.TrainingCount, study.Name));
        Assert.Equal((all.Identity.Validation, all.Identity.Test), (data.Identity.Validation, data.Identity.Test));
        using var splits = (DatasetSplits)study.Data.Load();
        Assert.Equal(Enumerable.Repeat(images / 10, 10), Enumerable.Range(0, 10).Select(label => splits.Training.LabelValues.ToArray().Count(value => value == label)));

        Assert.Equal(12, study.Arms.Count);
        Assert.All(study.Arms, arm =>
        {
            Assert.InRange(arm.Match!.Residual, -0.03, 0.03);
            var stepsPerEpoch = images / arm.Recipe.BatchSize;
            Assert.InRange(arm.Recipe.Epochs * stepsPerEpoch, 624 * 0.99, 624 * 1.01);
            Assert.Equal(39, arm.Recipe.Warmup!.StepsOf(stepsPerEpoch));
            arm.Recipe.Validated();
        });
        Assert.All(study.Smoke().Arms, arm => arm.Recipe.Validated());
    }

    [Fact]
    public void With_all_images_they_are_the_runs_of_the_main_comparison()
    {
        string[] Runs(Study study, params int[] seeds) => [.. study.Runs(Data).Where(run => seeds.Contains(run.Spec.Seed)).Select(run => run.Spec.Hash)];
        var curves = Runs(Studies[10_000], 1, 2, 3);

        Assert.Subset(curves.ToHashSet(), Runs(BlockComparison.AtSharedLearningRate(ComparedImages.Garments), 1, 2, 3).ToHashSet());
        Assert.Subset(curves.ToHashSet(), Runs(BlockComparison.AtFullBudget(ComparedImages.Garments), 1, 2, 3).ToHashSet());
        Assert.Empty(curves.Intersect(Runs(Studies[5_000], 1, 2, 3)));
    }

    [Fact]
    public void The_long_comparison_is_augmented_and_no_run_of_the_other()
    {
        var study = BlockComparison.ForLong();

        Assert.Equal((6, 5), (study.Arms.Count, study.Seeds.Count));
        Assert.All(study.Arms, arm => Assert.Equal((20, Augmentation.Standard, BlockComparison.SharedLearningRate), (arm.Recipe.Epochs, arm.Recipe.Augmentation, arm.Recipe.LearningRate)));
        Assert.Empty(study.Runs(Data).Select(run => run.Spec.Hash).Intersect(BlockComparison.AtSharedLearningRate(ComparedImages.Garments).Runs(Data).Select(run => run.Spec.Hash)));
    }
}
