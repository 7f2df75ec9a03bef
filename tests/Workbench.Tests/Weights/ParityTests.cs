using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Workbench.Tests.Weights;

/// <summary>
/// The same weights and images in PyTorch: torchvision's MobileNetV2, and a MobileNeXt and a MobileNetV2 with timm's names
/// written in Python for this test.
/// Needs Debian's python3-torchvision.
/// </summary>
public sealed class ParityTests : IDisposable
{
    private const string Shape = "2,3,64,96";
    private const int Classes = 17;
    private const double Tolerance = 1e-4; // of the largest logit

    private readonly string _folder = Directory.CreateTempSubdirectory("sandglass-").FullName;

    public ParityTests() => Assert.SkipUnless(
        DeepFactAttribute.IsAsked, "set WORKBENCH_DEEP=1, with Debian's python3-torchvision installed");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("mobilenetv2", "0.35", 1, "torchvision")]
    [InlineData("mobilenetv2", "1.0", 1, "torchvision")]
    [InlineData("mobilenetv2", "1.4", 1, "torchvision")]
    [InlineData("mobilenetv2", "0.5", 1, "timm")]
    [InlineData("mobilenetv2", "1.4", 1, "timm")]
    [InlineData("mobilenext", "0.35", 1, "released")]
    [InlineData("mobilenext", "0.5", 2, "released")]
    [InlineData("mobilenext", "1.0", 1, "released")]
    [InlineData("mobilenext", "1.4", 3, "released")]
    public async Task Logits_equal_those_of_PyTorch_both_ways(string network, string width, int divisor, string naming)
    {
        var builder = naming == "timm" ? naming : network;
        await PythonAsync(builder, width, $"{Classes}", $"{divisor}", Shape, _folder);
        var expected = Floats("logits.f32");
        var scale = expected.Max(Math.Abs);
        Assert.InRange(scale, 0.05f, 1e3f);

        // From PyTorch's files.
        await PredictAsync(network, width, divisor, "weights.safetensors", "ours.f32");
        AssertClose(expected, Floats("ours.f32"), scale);
        await PredictAsync(network, width, divisor, "weights.pth", "checkpoint.f32");
        Assert.Equal(Floats("ours.f32"), Floats("checkpoint.f32"));

        // Through a file of ours back into PyTorch, which takes exactly its own names.
        await WorkbenchAsync(
            "weights", "convert", PathTo("weights.safetensors"), PathTo("own.safetensors"), "--to", "workbench",
            "--network", network, "--width", width, "--identity", $"1/{divisor}");
        await WorkbenchAsync("weights", "convert", PathTo("own.safetensors"), PathTo("back.safetensors"), "--to", naming);
        await PythonAsync("check", builder, width, $"{Classes}", PathTo("back.safetensors"), PathTo("input.f32"), PathTo("back.f32"));
        Assert.Equal(expected, Floats("back.f32"));
    }

    [Fact]
    public async Task Half_identity_weights_give_other_logits_at_full_identity()
    {
        await PythonAsync("mobilenext", "0.35", $"{Classes}", "2", Shape, _folder);
        await PredictAsync("mobilenext", "0.35", 1, "weights.safetensors", "full.f32");
        var expected = Floats("logits.f32");
        Assert.True(Distance(expected, Floats("full.f32")) > 100 * Tolerance * expected.Max(Math.Abs));
    }

    private static void AssertClose(float[] expected, float[] actual, double scale)
    {
        Assert.Equal(expected.Length, actual.Length);
        var distance = Distance(expected, actual);
        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"largest difference {distance:g3} at scale {scale:g3}: {distance / scale:g3}"));
        Assert.True(distance <= Tolerance * scale, $"{distance} at scale {scale}");
    }

    private static double Distance(float[] one, float[] other) => one.Zip(other, (a, b) => Math.Abs((double)a - b)).Max();

    private string PathTo(string name) => Path.Combine(_folder, name);

    private float[] Floats(string name) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(PathTo(name))).ToArray();

    private Task PredictAsync(string network, string width, int divisor, string weights, string logits) => WorkbenchAsync(
        "predict", network, "--width", width, "--weights", PathTo(weights), "--identity", $"1/{divisor}",
        "--input", PathTo("input.f32"), "--shape", Shape, "--out", PathTo(logits));

    private static Task WorkbenchAsync(params string[] arguments) =>
        RunAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "workbench.dll"), .. arguments]);

    private static Task PythonAsync(params string[] arguments) =>
        RunAsync("/usr/bin/python3", ["-B", Repository.PathTo("tests", "parity", "export.py"), .. arguments]);

    private static async Task RunAsync(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var stop = TestContext.Current.CancellationToken;
        var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(stop), process.StandardError.ReadToEndAsync(stop));
        await process.WaitForExitAsync(stop);
        Assert.True(process.ExitCode == 0, string.Concat(texts));
    }
}
