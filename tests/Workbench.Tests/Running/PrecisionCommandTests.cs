using Sandglass.Training;

namespace Workbench.Tests.Running;

public sealed class PrecisionCommandTests : IDisposable
{
    private readonly ResultsFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_is_trained_in_the_precision_asked_for_and_says_so()
    {
        string[] train = ["train", "--family", "sandglass", "--width", "0.1", "--preset", "smoke", "--out", _folder.Path];
        await InProcess.SaidAsync([.. train, "--precision", "bfloat16"]);
        var hash = Assert.Single(_folder.RunNames());
        Assert.Equal(Precisions.Bfloat16, RunStore.Read(Path.Combine(_folder.Runs, hash)).Spec.Precision);
        Assert.Contains("; cpu, bfloat16, threads: 1", await InProcess.SaidAsync("runs", "show", hash, "--out", _folder.Path));

        await InProcess.SaidAsync(train);
        Assert.Equal(2, _folder.RunNames().Length);
    }

    [Theory]
    [InlineData(1, "the backend 'fused' computes in float32", "train", "--family", "sandglass", "--preset", "smoke", "--backend", "fused")]
    [InlineData(1, "the task 'found-network' trains in float32 only", "study", "run", "search", "--smoke")]
    public async Task What_does_not_go_together_is_refused_before_anything_is_trained(int exitCode, string message, params string[] arguments)
    {
        var (code, _, error) = await InProcess.RunAsync([.. arguments, "--precision", "bfloat16", "--out", _folder.Path]);
        Assert.Equal(exitCode, code);
        Assert.Contains(message, error);
        Assert.Empty(_folder.RunNames());
    }

    [Fact]
    public async Task Another_precision_is_refused()
    {
        var (code, _, error) = await InProcess.RunAsync("train", "--family", "sandglass", "--precision", "float16");
        Assert.Equal(2, code);
        Assert.Contains("float16", error);
    }
}
