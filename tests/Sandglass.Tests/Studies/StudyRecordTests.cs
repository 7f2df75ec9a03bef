using System.Text;
using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Statistics;
using Sandglass.Studies;
using Sandglass.Tables;
using Sandglass.Tests.Data;
using Sandglass.Training;

namespace Sandglass.Tests.Studies;

public class StudyRecordTests
{
    private static readonly DataIdentity Data = new("images", "1", "2", "3");
    private static readonly BlockFamily[] Families = [BlockFamily.Bottleneck, BlockFamily.InvertedResidual, BlockFamily.Sandglass];
    private static readonly double[] Accuracies = [0.81, 0.82, 0.83];

    private static readonly Study Study = new()
    {
        Name = "sample",
        Question = "Which block?",
        Data = new EmbeddedImages(),
        Seeds = [1, 2, 3],
        Arms =
        [
            .. from budget in (string[])["1x", "0.4x"]
               from family in Families
               let match = Budget.MatchMultiplyAdds(width => MacroPlan.SmallImage.Fill(family, width), budget == "1x" ? 2_000_000 : 800_000)
               select StudyArm.Of($"{family}", budget, family, match, new Recipe { Epochs = 2 }),
        ],
        Comparisons = [new("Sandglass", "Bottleneck", "1x", IsPrimary: true), new("Bottleneck", "Sandglass", "0.4x", IsPrimary: false)],
    };

    [Fact]
    public void Rows_summarise_runs_over_seeds()
    {
        var rows = Record((_, seed) => Accuracies[seed - 1]).Summary();

        Assert.Equal(["1x", "1x", "1x", "0.4x", "0.4x", "0.4x"], rows.Select(row => row.Budget));
        Assert.Equal([.. Families, .. Families], rows.Select(row => row.Family));
        Assert.All(rows, row =>
        {
            Assert.Equal([1, 2, 3], row.Seeds);
            Assert.Equal(Accuracies, row.TestAccuracies);
            Assert.Equal(0.82 + 0.024841377, row.TestAccuracy.High, 1e-8);
            Assert.Equal((4.0, 50.0), (row.SecondsPerRun, row.TrainingImagesPerSecond));
        });
        Assert.Equal(Study.Arms[0].Match!.Width, rows[0].Width);
    }

    [Fact]
    public void Curves_hold_a_point_an_epoch()
    {
        var curves = Record((_, _) => 0.5).Curves();
        Assert.Equal(36, curves.Count);
        Assert.Equal(new CurvePoint(BlockFamily.Bottleneck, "1x", 1, 2, 1.5, 0.7), curves[1]);
    }

    [Fact]
    public void Tables_name_each_column_once()
    {
        var record = Record((_, _) => 0.5);
        Assert.Equal(
            [
                "arm", "group", "family", "seed", "run", "width_multiplier", "parameters", "multiply_adds", "learning_rate", "epochs", "backend",
                "validation_accuracy", "test_accuracy", "test_loss", "seconds", "training_images_per_second", "environment",
            ],
            record.Runs.Columns.Select(column => column.Name));
        Assert.Equal(["arm", "group", "seed", .. RowTable.Of<EpochMetrics>().Header], record.Epochs.Columns.Select(column => column.Name));
        Assert.Equal((18L, 36L), (record.Runs.Rows.Count, record.Epochs.Rows.Count));
    }

    [Fact]
    public void Gathered_numbers_have_seven_digits_and_whole_ones_all_of_theirs()
    {
        var measured = new Measured(1, 12_345_678, 0.123456789, 12_345_678_901, -0.5);
        var (table, tables) = (RowTable.Of<Measured>(), new GatheredTables());
        tables.Add("measured.csv", Study.Runs(Data)[0], () => Csv.Read(table.ToCsv([measured, measured with { Count = long.MaxValue }]), "measured.csv"), isRounded: true);
        Assert.Equal(
            [measured with { Share = 0.1234568 }, measured with { Count = long.MaxValue, Share = 0.1234568 }],
            Csv.Read(tables["measured.csv"], "measured.csv").Rows.Select(row => (Measured)table.Parse(row)));
    }

    [Fact]
    public void A_column_can_be_compared_as_a_ratio_by_its_logarithms()
    {
        var record = Record((arm, seed) => arm.Family == BlockFamily.Sandglass ? 0.4 + (0.1 * seed) : 0.8 + (0.2 * seed));
        Assert.Equal(Math.Log(0.5), record.Values("log(test_accuracy)")[record.Of("Sandglass", "1x")[0]], 1e-12);
        var halved = ComparisonOutcome.Of(record, "log(test_accuracy)", "1x", "Sandglass", "Bottleneck")!;
        Assert.Equal([-Math.Log(2), 0], [halved.Test.Difference.Mean, halved.Test.Spread], (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(("−50.00", "50.00 %"), (halved.Column.Signed(halved.Test.Difference.Mean), halved.Column.Size(halved.Test.Difference.Mean)));
        var saved = halved.Column with { IsSaving = true };
        Assert.Equal(("+50.00", "−100.00 to +75.00"), (saved.Signed(Math.Log(2)), saved.Bounds(new Interval(0, -Math.Log(2), Math.Log(4), 0.95))));
        Assert.Contains("has no logarithm", Assert.Throws<WorkbenchException>(() => Record((_, _) => 0).Values("log(test_accuracy)")).Message);
        Assert.Contains("test_accuracy", Assert.Throws<WorkbenchException>(() => record.Values("log(none)")).Message);
        Assert.Contains("test_accuracy", Assert.Throws<WorkbenchException>(() => record.Values("none")).Message);
    }

    [Fact]
    public void A_difference_is_the_same_whichever_arm_is_named_first()
    {
        var record = Record((arm, seed) => arm.Family == BlockFamily.Sandglass ? Accuracies[seed - 1] : 0.5 + (0.001 * seed));
        var planned = ComparisonOutcome.Of(record).Single(outcome => outcome.Planned.Group == "1x");
        var turned = ComparisonOutcome.Of(record, "test_accuracy", "1x", "Bottleneck", "Sandglass")!;

        Assert.Equal((Verdict.Ahead, Verdict.Behind), (planned.Verdict, turned.Verdict));
        Assert.Equal(-planned.Test.Difference.Mean, turned.Test.Difference.Mean);
        Assert.Equal((-planned.Test.Difference.High, -planned.Test.Difference.Low), (turned.Test.Difference.Low, turned.Test.Difference.High));
        Assert.Equal((-planned.Corrected.High, -planned.Corrected.Low), (turned.Corrected.Low, turned.Corrected.High));
        Assert.Equal((0.502, 0.82), (Math.Round(planned.Reference, 9), Math.Round(turned.Reference, 9)));
        Assert.Equal((-planned.Images!.High, -planned.Images.Low), (turned.Images!.Low, turned.Images.High));
        Assert.Equal((planned.DifferenceP, planned.EquivalenceP, planned.SeedsToDecide), (turned.DifferenceP, turned.EquivalenceP, turned.SeedsToDecide));
        Assert.Equal(planned, ComparisonOutcome.Of(record, "test_accuracy", "1x", "Sandglass", "Bottleneck"));
    }

    [Fact]
    public void Any_column_of_any_two_arms_can_be_compared()
    {
        var record = Record((_, seed) => Accuracies[seed - 1]);
        var outcome = ComparisonOutcome.Of(record, "seconds", "0.4x", "InvertedResidual", "Sandglass")!;
        Assert.Equal((0.0, false), (outcome.Test.Difference.Mean, outcome.Planned.IsPrimary));
        Assert.Null(outcome.Images); // seconds are no accuracy on images
        ComparedColumn Compared(string column) => ComparisonOutcome.Of(record, column, "0.4x", "InvertedResidual", "Sandglass")!.Column;
        Assert.Equal(new ComparedColumn("seconds", DifferenceUnit.Own, IsOutcome: false), outcome.Column);
        Assert.Equal(new ComparedColumn("test_accuracy", DifferenceUnit.Points, IsOutcome: true), Compared("test_accuracy"));
        Assert.Equal(new ComparedColumn("validation_accuracy", DifferenceUnit.Points, IsOutcome: false), Compared("validation_accuracy"));
        Assert.Equal(new ComparedColumn("log(multiply_adds)", DifferenceUnit.Percent, IsOutcome: false), Compared("log(multiply_adds)"));
        Assert.Equal("multiply adds", Compared("log(multiply_adds)").Words);
        Assert.Null(ComparisonOutcome.Of(record, "seconds", "0.4x", "InvertedResidual", "none"));
        Assert.Throws<WorkbenchException>(() => ComparisonOutcome.Of(record, "none", "0.4x", "InvertedResidual", "Sandglass"));
    }

    private static StudyRecord Record(Func<StudyArm, int, double> accuracy)
    {
        using var folder = new TemporaryFolder();
        return StudyRecord.Of(Study, Study.Runs(Data).Reverse().Select(place => (place, Finished(folder.Path, place, accuracy(place.Arm, place.Spec.Seed)))));
    }

    // Two epochs of 100 images; the first seed is the slowest.
    private static Run Finished(string folder, StudyRun place, double accuracy)
    {
        var directory = Directory.CreateDirectory(Path.Combine(folder, place.Spec.Hash)).FullName;
        EpochMetrics[] epochs = [new(1, 0.1, 2, 0.5, 1, 0.6), new(2, 0.1, 1.5, 0.6, 1, 0.7)];
        var metrics = RowTable.Of<EpochMetrics>().ToCsv(epochs);
        File.WriteAllText(Path.Combine(directory, "metrics.csv"), metrics);
        new RunOutput(directory).Bits(Classification.TestCorrect, [true, false]);
        var cost = place.Arm.Cost;
        var summary = new RunSummary(
            place.Spec.Hash, 1, place.Spec.Task.Kind, place.Spec.Task.Name, default, EnvironmentFingerprint.Capture(), cost.Parameters, cost.MultiplyAdds,
            System.Text.Json.JsonSerializer.SerializeToElement(new ClassificationResult(0.7, accuracy, 1), RunJson.Options));
        var seconds = 4.0 - place.Spec.Seed;
        EpochTiming[] timing = [new EpochTiming(1, 100, 0, seconds, 0, 0, 0), new EpochTiming(2, 100, 0, seconds, 0, 0, 0)];
        return new Run(
            directory,
            RunFacts.Of(summary, timing, []),
            new RunTexts(Encoding.UTF8.GetBytes(metrics), default),
            () => summary,
            place.Spec);
    }

    private sealed record Measured(int Number, long Count, double Share, double Total, double Least);
}
