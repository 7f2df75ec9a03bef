using Sandglass.Tests.Data;

namespace Sandglass.Tests.Studies;

public sealed class StudyFileTests : IDisposable
{
    private const string Kernels = """
        {
          "name": "kernels", "preset": "smoke", "seeds": 2, "multiplyAdds": 1600000,
          "arms": { "5x5": { "family": "sandglass", "kernel": 5 }, "3x3": { "family": "sandglass" }, "narrow": { "family": "invertedResidual", "ratio": 4 } }
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Arms_are_blocks_of_a_family_with_other_properties_at_one_budget()
    {
        var study = Read(Kernels);
        Assert.Equal(("kernels", 2, Preset.Smoke.Recipe), (study.Name, study.Seeds.Count, study.Arms[0].Recipe));
        Assert.Equal(["5x5", "3x3", "narrow"], study.Arms.Select(arm => arm.Name));
        Assert.Equal(["5x5-3x3", "5x5-narrow"], study.Comparisons.Where(planned => planned.IsPrimary).Select(planned => $"{planned.First}-{planned.Second}"));
        Assert.All(study.Arms, arm => Assert.InRange(arm.Cost.MultiplyAdds, 1_550_000, 1_650_000));
        Assert.Equal([5, 3, 3], study.Arms.Select(arm => ((Sandglass.Training.Classification)arm.Task).Plan.Stages[0].Blocks[0].Kernel));
        Assert.Equal(Plan.SmallImage(BlockSpec.Sandglass(96, 96)).AtMultiplyAdds(1.6e6).Plan.Blocks, ((Sandglass.Training.Classification)study.Arms[1].Task).Plan.Blocks);
    }

    [Theory]
    [InlineData("\"seeds\": 2", "\"seeds\": 0", "seeds must be 1 to 1000")]
    [InlineData("\"seeds\": 2", "\"seads\": 2", "seads")]
    [InlineData("\"multiplyAdds\": 1600000,", "", "multiplyAdds or parameters")]
    [InlineData("1600000", "1600000, \"parameters\": 5", "multiplyAdds or parameters")]
    [InlineData("1600000", "1", "no width of small-sandglass")]
    [InlineData("\"kernel\": 5", "\"kernal\": 5", "arm '5x5'")]
    [InlineData("\"kernel\": 5", "\"kernel\": 4", "arm '5x5'")]
    [InlineData("\"kernel\": 5", "\"ratio\": \"six\"", "arm '5x5'")]
    [InlineData("\"kernel\": 5", "\"inChannels\": 7", "equal ends")]
    [InlineData("{ \"family\": \"sandglass\" }", "3", "arm '3x3': it is no object")]
    [InlineData("{ \"family\": \"sandglass\" }", "{ }", "it names no family")]
    [InlineData("\"smoke\"", "\"fast\"", "unknown preset 'fast'")]
    [InlineData("\"kernels\"", "\"../kernels\"", "a study's name")]
    [InlineData("\"arms\"", "\"arms\": {}, \"arms\"", "arms")]
    [InlineData("{", "", "")]
    public void What_is_wrong_is_told_with_the_file(string right, string wrong, string expected)
    {
        var error = Assert.Throws<WorkbenchException>(() => Read(Kernels.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Contains("study.json cannot be read (", error.Message);
        Assert.Contains(expected, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    private Study Read(string text)
    {
        File.WriteAllText(_folder["study.json"], text);
        return Study.Read(_folder["study.json"]);
    }
}
