namespace Workbench.Tests.Count;

public class ConventionTests
{
    [Theory]
    [InlineData("mobilenext", "1.4", "rounding", "rounding")]
    [InlineData("mobilenext", "1.0", "rounding", "unexplained")]
    [InlineData("mobilenext", "0.75", "unexplained", "rounding")]
    [InlineData("mobilenext", "0.5", "digits cut off", "a convention, here only")]
    [InlineData("mobilenext", "0.35", "unexplained", "rounding")]
    [InlineData("mobilenetv2", "1.4", "unexplained", "unexplained")]
    [InlineData("mobilenetv2", "1.0", "rounding", "rounding")]
    [InlineData("mobilenetv2", "0.75", "rounding", "resolution 192")]
    [InlineData("mobilenetv2", "0.5", "unexplained", "rounding")]
    public async Task The_paper_s_figures_get_their_verdicts(string network, string width, string parameters, string multiplyAdds)
    {
        var run = await Invocation.OfAsync("count", network, "--width", width, "--conventions");

        var verdicts = run.Lines.Where(line => line.Contains(" verified ", StringComparison.Ordinal)).ToList();
        Assert.EndsWith("% " + parameters, verdicts.First(line => line.Contains(" params ", StringComparison.Ordinal)));
        Assert.EndsWith("% " + multiplyAdds, verdicts.First(line => line.Contains(" madds ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Each_convention_has_its_total_and_difference()
    {
        var run = await Invocation.OfAsync("count", "mobilenext", "--conventions");

        Assert.Equal("conv + linear 311,342,592 300M +3.8 % differs 3 of 5", string.Join(' ', run.Row("conv + linear")));
        Assert.Equal("with activations 316,912,128 300M +5.6 % differs 3 of 5", string.Join(' ', run.Row("with activations")));
        Assert.Equal("with BatchNorm 327,469,472 300M +9.2 % differs 2 of 5", string.Join(' ', run.Row("with BatchNorm")));
        Assert.Equal("all 333,101,728 300M +11.0 % differs 2 of 5", string.Join(' ', run.Row("all ")));
        Assert.Equal("FLOPs (2 × first) 622,685,184 300M +107.6 % differs 0 of 5", string.Join(' ', run.Row("FLOPs")));
    }

    [Fact]
    public async Task An_unverified_figure_is_not_shown()
    {
        var run = await Invocation.OfAsync("count", "mobilenetv2", "--width", "0.35", "--conventions");

        Assert.Contains("No confirmed figure", run.Output);
        Assert.DoesNotContain("59M", run.Output);
    }

    [Fact]
    public async Task Nothing_is_compared_at_another_resolution()
    {
        var run = await Invocation.OfAsync("count", "mobilenetv2", "--resolution", "192", "--conventions");

        Assert.DoesNotContain("300M", run.Output);
        Assert.Contains("hold for 224×224 pixels", run.Output);
    }
}
