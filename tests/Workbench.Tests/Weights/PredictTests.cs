using System.Runtime.InteropServices;
using System.Text.Json;

namespace Workbench.Tests.Weights;

public sealed class PredictTests(SampleWeights sample) : IClassFixture<SampleWeights>
{
    public static bool IsUnix => !OperatingSystem.IsWindows();

    [Fact]
    public async Task Logits_are_the_same_in_json_and_in_a_raw_file()
    {
        var json = await PredictAsync("labelled", "--json");
        var raw = await PredictAsync("labelled", "--out", sample["logits"]);

        Assert.Equal((0, "", 0, ""), (json.ExitCode, json.Error, raw.ExitCode, raw.Error));
        var answer = JsonSerializer.Deserialize<JsonElement>(json.Output);
        Assert.Equal("mobilenext-0.35", answer.GetProperty("network").GetString());
        Assert.Equal("1/2", answer.GetProperty("identityMultiplier").GetString());
        Assert.Equal([2, 3], answer.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32()));
        var rows = answer.GetProperty("logits").EnumerateArray().Select(row => row.EnumerateArray().Select(v => v.GetSingle()).ToArray()).ToArray();
        Assert.Equal(2, rows.Length);
        Assert.NotEqual(rows[0], rows[1]);
        Assert.Equal(rows.SelectMany(row => row), MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(sample["logits"])).ToArray());
        Assert.Contains("logits [2, 3] of mobilenext-0.35, 32-bit floats", raw.Output);
    }

    [Fact]
    public async Task The_table_puts_the_likeliest_class_first()
    {
        var table = await PredictAsync("labelled");
        Assert.Equal((0, ""), (table.ExitCode, table.Error));
        Assert.StartsWith("mobilenext-0.35, identity multiplier 1/2: logits of the 3 likeliest of 3 classes", table.Output);
        foreach (var row in table.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^2..])
        {
            var cells = row.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(7, cells.Length);
            Assert.True(float.Parse(cells[2], null) >= float.Parse(cells[4], null));
        }
    }

    [Fact]
    public async Task The_half_identity_trap_is_refused_with_an_explanation()
    {
        AssertRefused(await PredictAsync("labelled", "--identity", "1"), 1, "trained with identity multiplier 1/2, and 1 is asked for: every shape agrees");
        AssertRefused(await PredictAsync("plain"), 1, "does not say with which identity multiplier");
        var half = await PredictAsync("plain", "--identity", "1/2", "--json");
        var full = await PredictAsync("plain", "--identity", "1", "--json");
        Assert.Equal((await PredictAsync("labelled", "--json")).Output, half.Output);
        Assert.NotEqual(half.Output, full.Output.Replace("\"1\"", "\"1/2\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, "it fits at width 0.35", "mobilenext", "0.5", "labelled", "2,3,32,32")]
    [InlineData(1, "fits mobilenetv2 at none of the published widths", "mobilenetv2", "0.35", "labelled", "2,3,32,32")]
    [InlineData(2, "did you mean 'mobilenext'?", "mobilenex", "0.35", "labelled", "2,3,32,32")]
    [InlineData(2, "takes images of 3 channels, but --shape 6,1,32,32 has 1", "mobilenext", "0.35", "labelled", "6,1,32,32")]
    [InlineData(1, "has 24576 bytes, but --shape 3,3,32,32 of 32-bit floats takes 36864; it would hold 2 images of that size", "mobilenext", "0.35", "labelled", "3,3,32,32")]
    [InlineData(1, "takes 105553116266496", "mobilenext", "0.35", "labelled", "524288,3,4096,4096")]
    [InlineData(2, "--shape takes four sizes", "mobilenext", "0.35", "labelled", "2,3,32")]
    [InlineData(2, "--shape takes four sizes", "mobilenext", "0.35", "labelled", "2,3,0,32")]
    [InlineData(2, "--shape takes four sizes", "mobilenext", "0.35", "labelled", "2147483647,1024,4096,4096")]
    [InlineData(1, "is not a whole safetensors file", "mobilenext", "0.35", "images", "2,3,32,32")]
    [InlineData(1, "cannot be read", "mobilenext", "0.35", "none", "2,3,32,32")]
    public async Task What_cannot_be_answered_gets_one_line(int exitCode, string reason, string network, string width, string weights, string shape) =>
        AssertRefused(await Invocation.OfAsync(
            "predict", network, "--width", width, "--weights", sample[weights], "--input", sample["images"], "--shape", shape), exitCode, reason);

    [Fact]
    public async Task Weights_that_name_no_network_are_refused_until_one_is_named() => AssertRefused(
        await Invocation.OfAsync("predict", "--weights", sample["plain"], "--input", sample["images"], "--shape", "2,3,32,32"),
        1,
        "does not name the network of its weights; name the network and its --width");

    [Fact]
    public async Task A_wrong_multiplier_is_misuse() =>
        AssertRefused(await PredictAsync("plain", "--identity", "half"), 2, "--identity takes a share from 0 to 1 such as 1, 1/2 or 0.5, not 'half'");

    [Fact]
    public async Task A_missing_input_is_one_line() => AssertRefused(
        await Invocation.OfAsync("predict", "mobilenext", "--weights", sample["labelled"], "--input", sample["none"], "--shape", "1,3,8,8"), 1, "none");

    [Theory(SkipUnless = nameof(IsUnix), Skip = "Windows has no endless files")]
    [InlineData("--input", "--weights", "labelled")]
    [InlineData("--weights", "--input", "images")]
    public async Task A_file_that_never_ends_is_not_read(string endless, string other, string sampled)
    {
        var link = Path.Combine(Directory.CreateTempSubdirectory("sandglass-").FullName, "zero");
        File.CreateSymbolicLink(link, "/dev/zero");
        AssertRefused(
            await Invocation.OfAsync("predict", "mobilenext", "--width", "0.35", endless, link, other, sample[sampled], "--shape", "2,3,32,32"),
            1,
            "is a device or a pipe");
        Directory.Delete(Path.GetDirectoryName(link)!, recursive: true);
    }

    private static void AssertRefused(Invocation run, int exitCode, string reason)
    {
        Assert.Equal((exitCode, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("error: ", run.Error);
        Assert.Contains(reason, run.Error);
        Assert.Equal(1, run.Error.Count(c => c == '\n'));
    }

    private Task<Invocation> PredictAsync(string weights, params string[] more) => Invocation.OfAsync(
        ["predict", "mobilenext", "--width", "0.35", "--weights", sample[weights], "--input", sample["images"], "--shape", "2,3,32,32", .. more]);
}
