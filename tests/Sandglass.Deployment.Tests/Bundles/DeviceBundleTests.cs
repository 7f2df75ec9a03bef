using System.Diagnostics;
using System.Runtime.InteropServices;
using Sandglass.Deployment.Bundles;
using Sandglass.Deployment.Export;
using Sandglass.Deployment.Onnx;
using Sandglass.Deployment.Tests.Export;
using Sandglass.Detection.Networks;
using Sandglass.Networks;
using Workbench.Tests;

namespace Sandglass.Deployment.Tests.Bundles;

public sealed class DeviceBundleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sandglass-").FullName;

    private string Target => Path.Combine(_folder, "bundle");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_answer_is_that_of_ONNX_Runtime_on_the_input()
    {
        DeviceBundle.OfNoise(Small(), seed: 3).Write(Target, new Dictionary<string, string> { ["README.md"] = "text" });

        Assert.Equal(
            ["README.md", "expected.bin", "input.bin", "model.onnx", "test_data_set_0/input_0.pb", "test_data_set_0/output_0.pb"],
            Directory.EnumerateFiles(Target, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Target, path).Replace('\\', '/')).Order(StringComparer.Ordinal));
        var input = Floats("input.bin");
        Assert.InRange(input.Average(x => x * x), 0.9, 1.1);
        Assert.Equal(OnnxRun.Of(OnnxFile.Read(Path.Combine(Target, "model.onnx")), input, 1, 1, 28, 28)["scores"], Floats("expected.bin"));
    }

    [Fact]
    public void What_is_there_is_left_and_what_fails_leaves_nothing()
    {
        Directory.CreateDirectory(Target);
        Assert.Contains("is there already", Assert.Throws<WorkbenchException>(() => DeviceBundle.OfNoise(Small(), seed: 3).Write(Target, new Dictionary<string, string>())).Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Target));

        Directory.Delete(Target);
        Assert.Throws<WorkbenchException>(() => DeviceBundle.OfNoise(Small(), seed: 3).Write(Target, new Dictionary<string, string> { ["model.onnx/x"] = "no folder" }));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void A_name_of_somebody_else_s_is_no_markup_in_the_readme()
    {
        var bundle = DeviceBundle.OfNoise(Small(), seed: 3);
        var readme = BundleReadme.Of(bundle with { Input = bundle.Input with { Name = "a`|<img src=x>\n# b" } }, "<script>", "noise", 1_000_000);
        Assert.DoesNotContain("<", readme);
        Assert.Contains("1,000,000 multiply-adds", readme);
    }

    [DeepFact]
    public void The_format_s_own_library_reads_the_tensors()
    {
        var detector = UntrainedExport.Of(SsdLite.MobileNetV2(classes: 3, width: 0.25), seed: 1);
        DeviceBundle.OfNoise(detector, seed: 3).Write(Target, new Dictionary<string, string>());
        var start = new ProcessStartInfo("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "parity", "onnx_files.py"), "bundle", Target]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.Result);
        Assert.Equal(["images 1 3 320 320", $"scores 1 {Boxes(detector, 0)} 4", $"offsets 1 {Boxes(detector, 1)} 4"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static long? Boxes(OnnxGraph detector, int output) => detector.Outputs[output].Shape[1];

    private static OnnxGraph Small() => UntrainedExport.Of(MacroPlan.SmallImage.Fill(BlockFamily.Sandglass, 0.1), seed: 1);

    private float[] Floats(string name) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(Target, name))).ToArray();
}
