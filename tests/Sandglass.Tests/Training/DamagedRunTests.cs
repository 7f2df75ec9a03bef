using Sandglass.Tests.Data;
using Sandglass.Training;

namespace Sandglass.Tests.Training;

public sealed class DamagedRunTests : IDisposable
{
    private readonly Sandglass.Data.DatasetSplits _data = TinyRuns.Data();
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("run.json", "")]
    [InlineData("run.json", "null")]
    [InlineData("run.json", "{}")]
    [InlineData("run.json", "{\"hash\": 3")]
    [InlineData("metrics.csv", "")]
    [InlineData("metrics.csv", "epoch,loss\n1,2\n")]
    [InlineData("metrics.csv", "epoch,learning_rate,training_loss,training_accuracy,validation_loss,validation_accuracy\n1,2,3,4,5,6\n")]
    [InlineData("metrics.csv", "epoch,learning_rate,training_loss,training_accuracy,validation_loss,validation_accuracy\n1,2\n1,2\n")]
    [InlineData("timing.csv", "epoch,images,data_seconds,forward_seconds,backward_seconds,optimizer_seconds,evaluation_seconds\n1,2,3,4,5,6,x\n1,2,3,4,5,6,7\n")]
    public void A_damaged_file_is_named_with_the_remedy(string name, string content)
    {
        var (store, run) = Train();
        File.WriteAllText(Path.Combine(run.Directory, name), content);
        AssertRefused(() => store.Find(run.Spec), run);
    }

    // The sums are made anew, as by somebody who edits the file on purpose.
    [Theory]
    [InlineData("\"stages\": [", "\"stages\": [null, ")]
    [InlineData("\"epochs\": 2", "\"epochs\": 1e400")]
    [InlineData("\"epochs\": 2", "\"epochs\": 2.5")]
    [InlineData("\"epochs\": 2", "\"epochs\": null")]
    [InlineData("\"parameters\": ", "\"parameters\": -")]
    [InlineData("\"multiplyAdds\": ", "\"multiplyAdds\": 1e400, \"x\": ")]
    [InlineData("\"testAccuracy\": ", "\"testAccuracy\": 1e400, \"x\": ")]
    [InlineData("\"testAccuracy\": ", "\"testAccuracy\": -0.5, \"x\": ")]
    [InlineData("\"testAccuracy\": ", "\"testAccuracy\": 7, \"x\": ")]
    [InlineData("\"testAccuracy\": ", "\"testAccuracy\": 0.1, \"TestAccuracy\": ")]
    [InlineData("\"kind\": \"", "\"kind\": \"\\u001b[2J")]
    [InlineData("\"kind\": \"", "\"kind\": \"\\ud800")]
    [InlineData("\"environment\": {", "\"environment\": null, \"x\": {")]
    [InlineData("\"result\": {", "\"result\": [null], \"x\": {")]
    public void What_no_run_says_is_damage_and_stops_no_list(string written, string found)
    {
        var (store, run) = Train();
        var path = Path.Combine(run.Directory, "run.json");
        var text = File.ReadAllText(path);
        Assert.Contains(written, text);
        File.WriteAllText(path, text.Replace(written, found));
        var sums = Path.Combine(run.Directory, Sandglass.Data.Checksums.FileName);
        Sandglass.Data.Checksums.Write(run.Directory, [.. File.ReadLines(sums).Select(line => line[66..])]);
        var fault = Assert.Throws<WorkbenchException>(() => { _ = store.Named(run.Hash).Finished?.Spec ?? throw new WorkbenchException(Assert.Single(store.List()).Fault!); });

        Assert.Contains(run.Directory, fault.Message);
        Assert.Contains("train again", fault.Message);
        Assert.DoesNotContain('\n', fault.Message);
        Assert.DoesNotContain('\u001b', fault.Message);
        Assert.Single(store.List());
    }

    [Fact]
    public void An_endless_file_is_not_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no endless files");
        foreach (var name in (string[])["run.json", "metrics.csv", "timing.csv", "checkpoint.safetensors", "SHA256SUMS"])
        {
            var (store, run) = Train();
            File.Delete(Path.Combine(run.Directory, name));
            File.CreateSymbolicLink(Path.Combine(run.Directory, name), "/dev/zero");
            AssertRefused(() => store.Find(run.Spec), run);
            store.Remove(run.Hash);
        }
    }

    [Theory]
    [InlineData("run.json")]
    [InlineData("metrics.csv")]
    [InlineData("timing.csv")]
    [InlineData("checkpoint.safetensors")]
    [InlineData("test-correct.bits")]
    public void A_missing_file_is_named_with_the_remedy(string name)
    {
        var (store, run) = Train();
        File.Delete(Path.Combine(run.Directory, name));
        Assert.Contains(name, AssertRefused(() => store.Find(run.Spec), run));
    }

    [Fact]
    public void A_run_under_another_name_is_refused()
    {
        var (store, run) = Train();
        var other = run.Spec with { Seed = 9 };
        Directory.Move(run.Directory, Path.Combine(store.Directory, other.Hash));
        Assert.Contains(run.Hash, Assert.Throws<WorkbenchException>(() => store.Find(other)).Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(9)]
    public void Bits_of_another_length_are_refused(int length)
    {
        var (_, run) = Train();
        var path = Path.Combine(run.Directory, "test-correct.bits");
        File.WriteAllBytes(path, [.. File.ReadAllBytes(path).Concat(new byte[9]).Take(length)]);
        AssertRefused(run.TestCorrect, run);
    }

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }

    private static string AssertRefused(Func<object?> read, Run run)
    {
        var message = Assert.Throws<WorkbenchException>(read).Message;
        Assert.Contains(run.Directory, message);
        Assert.Contains("train again", message);
        Assert.DoesNotContain('\n', message);
        return message;
    }

    private (RunStore Store, Run Run) Train()
    {
        var store = new RunStore(_folder["runs"]);
        var spec = TinyRuns.Spec(_data, TinyRuns.Recipe with { BatchSize = 64 });
        return (store, store.FindOrTrain(spec, _data, cancellation: TestContext.Current.CancellationToken));
    }
}
