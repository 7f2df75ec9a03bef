using System.Diagnostics;
using System.Text.Json;
using Sandglass.Tests.Data;
using Sandglass.Weights;

namespace Sandglass.Tests.Weights;

/// <summary>What PyTorch itself saves, in each of its ways, is read bit by bit. Needs Debian's python3-torch and python3-torchvision.</summary>
public sealed class PythonTorchFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PythonTorchFileTests() => Assert.SkipUnless(
        Environment.GetEnvironmentVariable("WORKBENCH_DEEP") == "1",
        "set WORKBENCH_DEEP=1, with Debian's python3-torch and python3-torchvision installed");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_tensor_has_the_bits_that_PyTorch_saved()
    {
        Python();
        var expected = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, Saved>>>(
            File.ReadAllText(_folder["expected.json"]), JsonSerializerOptions.Web)!;
        Assert.True(expected.Count >= 20, $"{expected.Count} files");
        Assert.All(expected, file =>
        {
            var read = WeightFile.Read(_folder[file.Key]).Tensors;
            Assert.Equal(file.Value.Keys.Order(), read.Keys.Order());
            Assert.All(file.Value, tensor =>
            {
                Assert.Equal(tensor.Value.Type, read[tensor.Key].Type.ToString());
                Assert.Equal(tensor.Value.Shape, read[tensor.Key].Shape);
                Assert.Equal(tensor.Value.Bytes, Convert.ToHexStringLower(read[tensor.Key].Data.Span));
            });
        });
    }

    [Fact]
    public void What_is_more_than_tensors_is_refused_by_its_name()
    {
        Python();
        foreach (var (file, name) in new[] { ("whole", "torchvision.models.mobilenetv2.MobileNetV2"), ("arguments", "argparse.Namespace"), ("command", "posix.system") })
        {
            Assert.Contains($"it asks for '{name}'", Assert.Throws<WeightFileException>(() => WeightFile.Read(_folder[$"{file}.pth"])).Message);
        }

        Assert.Contains("programs of TorchScript", Assert.Throws<WeightFileException>(() => WeightFile.Read(_folder["script.pt"])).Message);
        Assert.False(File.Exists(_folder["run"]));
    }

    [Fact]
    public void Averaged_weights_are_told_from_trained_ones()
    {
        Python();
        Assert.Contains("'state_dict_ema' are not read", WeightFile.Read(_folder["ema.pth.tar"]).Note);
        Assert.Equal("state_dict", WeightFile.Read(_folder["ema.pth.tar"]).Metadata["weights taken from"]);
    }

    private void Python()
    {
        var start = new ProcessStartInfo("/usr/bin/python3", ["-B", Path.Combine(AppContext.BaseDirectory, "parity", "torch_files.py"), _folder.Path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
    }

    private sealed record Saved(string Type, long[] Shape, string Bytes);
}
