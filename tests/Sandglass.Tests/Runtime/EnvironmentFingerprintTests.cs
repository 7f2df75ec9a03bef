using System.Text.Json;
using Sandglass.Runtime;
using TorchSharp;

namespace Sandglass.Tests.Runtime;

public class EnvironmentFingerprintTests
{
    [Fact]
    public void Two_captures_are_equal_and_complete()
    {
        var first = EnvironmentFingerprint.Capture();
        Assert.Equal(first, EnvironmentFingerprint.Capture());
        Assert.All(
            typeof(EnvironmentFingerprint).GetProperties(),
            p => Assert.False(string.IsNullOrWhiteSpace(p.GetValue(first)?.ToString()), p.Name));
        Assert.StartsWith("0.107.0", first.TorchSharp, StringComparison.Ordinal);
        Assert.StartsWith("2.", first.LibTorch, StringComparison.Ordinal);
        Assert.Equal(1, first.Threads);
        Assert.Equal("cpu", EnvironmentFingerprint.Capture(torch.CPU).Backend);
    }

    [Fact]
    public void It_survives_json()
    {
        var captured = EnvironmentFingerprint.Capture();
        var json = JsonSerializer.Serialize(captured);
        Assert.Equal(captured, JsonSerializer.Deserialize<EnvironmentFingerprint>(json));
    }

    [Fact]
    public void It_holds_no_name_of_machine_or_user()
    {
        var json = JsonSerializer.Serialize(EnvironmentFingerprint.Capture());
        Assert.DoesNotContain(Environment.MachineName, json, StringComparison.Ordinal);
        Assert.DoesNotContain($"\"{Environment.UserName}\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void The_processor_is_the_first_model_name()
    {
        Assert.Equal("A B", ProcessorName.Parse(["processor : 0", "model name\t: A B ", "model name\t: C"]));
        Assert.Null(ProcessorName.Parse(["Features : fp asimd"]));
    }
}
