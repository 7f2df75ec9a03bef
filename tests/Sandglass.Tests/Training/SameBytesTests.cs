using Sandglass.Tests.Data;
using Sandglass.Training;

namespace Sandglass.Tests.Training;

public class SameBytesTests
{
    private static readonly string[] Decided = ["run.json", "metrics.csv", "checkpoint.safetensors", "test-correct.bits"];

    [Fact]
    public void Same_spec_same_bytes()
    {
        using var data = TinyRuns.Data();
        using var folder = new TemporaryFolder();
        var first = Train(folder["first"], TinyRuns.Spec(data));
        var second = Train(folder["second"], TinyRuns.Spec(data));

        Assert.Equal(Path.GetFileName(first), Path.GetFileName(second));
        Assert.All(Decided, name => Assert.Equal(Bytes(first, name), Bytes(second, name)));
    }

    [Fact]
    public void Another_seed_other_bytes()
    {
        using var data = TinyRuns.Data();
        using var folder = new TemporaryFolder();
        var first = Train(folder.Path, TinyRuns.Spec(data, seed: 1));
        var second = Train(folder.Path, TinyRuns.Spec(data, seed: 2));

        Assert.NotEqual(first, second);
        Assert.All(
            (string[])["run.json", "metrics.csv", "checkpoint.safetensors"],
            name => Assert.NotEqual(Bytes(first, name), Bytes(second, name)));
    }

    private static string Train(string directory, RunSpec spec)
    {
        using var data = TinyRuns.Data();
        return new RunStore(directory).FindOrTrain(spec, data, cancellation: TestContext.Current.CancellationToken).Directory;
    }

    private static byte[] Bytes(string directory, string name) => File.ReadAllBytes(Path.Combine(directory, name));
}
