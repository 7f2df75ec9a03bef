using System.Globalization;
using System.Text.RegularExpressions;
using NotebookEngine.Running;
using Sandglass.Studies;
using Workbench.Running;
using Workbench.Tests.Architecture;

namespace Workbench.Tests.Notebooks;

/// <summary>What stands in the notebooks agrees with their texts and with the repository; nothing is executed.</summary>
public partial class CommittedOutputTests
{
    private const double Least = 60;

    [Fact]
    public void No_output_says_that_a_study_is_missing_which_is_recorded() => Rule.Holds(
        Shipped.Paths.SelectMany(path => StaleOutputs.Describe(NotebookEngine.Notebooks.Notebook.Read(path), RecordedStudy.Names().Contains).Select(finding => $"{Path.GetFileName(path)}, {finding}")),
        "Run `workbench notebooks run` and commit the outputs.");

    [Fact]
    public void What_is_asked_of_a_recorded_study_is_compared() => Rule.Holds(
        from path in Shipped.Paths
        from cell in Shipped.Read(path).Code()
        where cell.Is("volatile") && cell.Source.Contains($"{nameof(RecordedStudy)}.{nameof(RecordedStudy.Find)}", StringComparison.Ordinal)
        select $"{Path.GetFileName(path)}: {cell.Id}",
        "Give it a cell of its own, without the tag 'volatile': nothing compares what a volatile cell says.");

    [Fact]
    public void That_a_study_is_missing_is_said_in_the_words_that_are_looked_for() => Rule.Holds(
        from path in Shipped.Paths
        from cell in Shipped.Read(path).Code()
        where cell.Source.Contains("not recorded", StringComparison.OrdinalIgnoreCase)
        select $"{Path.GetFileName(path)}: {cell.Id}",
        $"Say it with {nameof(RecordedStudy)}.{nameof(RecordedStudy.NotRecorded)}.");

    [Theory]
    [InlineData("00-start-here.ipynb")]
    [InlineData("20-your-own-block.ipynb")]
    public void The_network_that_is_trained_at_first_contact_has_learned(string name)
    {
        var said = Assert.Single(NotebookComparison.Shown(Shipped.Read(name)).Select(shown => TestAccuracy().Match(shown.Line)), match => match.Success);
        Assert.InRange(double.Parse(said.Groups["percent"].Value, CultureInfo.InvariantCulture), Least, 100);
    }

    [GeneratedRegex(@"^test accuracy +(?<percent>[\d.]+) %")]
    private static partial Regex TestAccuracy();
}
