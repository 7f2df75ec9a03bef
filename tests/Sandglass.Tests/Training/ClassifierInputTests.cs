using Fuzzing;
using Sandglass.Data;
using Sandglass.Training;
using Sandglass.Weights;
using Workbench.Tests;

namespace Sandglass.Tests.Training;

/// <summary>A run on own images keeps how it saw them; another keeps the bytes that it always had.</summary>
[Collection(FuzzTests.Alone)]
public sealed class ClassifierInputTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sandglass-").FullName;
    private readonly DatasetSplits _data = TinyRuns.Data();

    public void Dispose()
    {
        _data.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Own_images_are_described_beside_the_weights_and_others_are_not()
    {
        var own = _data with { IsOwn = true };
        var run = Train("own", own);
        var input = ClassifierInput.In(SafetensorsFile.Read(run.Checkpoint))!;
        Assert.Equal(["a", "b", "c", "d"], input.Classes);
        Assert.Equal((1, 12), (input.Channels, input.Side));
        var expected = Normalization.Of(_data.Training);
        Assert.Equal((expected.Mean[0], expected.StandardDeviation[0]), (input.Normalization.Mean[0], input.Normalization.StandardDeviation[0]));

        var plain = Train("embedded", _data);
        Assert.Null(ClassifierInput.In(SafetensorsFile.Read(plain.Checkpoint)));
        Assert.Equal(run.Hash, plain.Summary.Hash);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"classes":["a"],"normalization":{"mean":[0],"standardDeviation":[0]},"side":8}""")]
    [InlineData("""{"classes":["a"],"normalization":{"mean":[0,1],"standardDeviation":[1]},"side":8}""")]
    [InlineData("""{"classes":["a"],"normalization":{"mean":[0],"standardDeviation":[1]},"side":0}""")]
    [InlineData("""{"classes":["a\nb"],"normalization":{"mean":[0],"standardDeviation":[1]},"side":8}""")]
    public void What_cannot_be_read_is_one_line(string text)
    {
        var message = Assert.Throws<WeightFileException>(() => ClassifierInput.In(With(text))).Message;
        Assert.Contains("describes its images in metadata", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [DeepFact]
    public void Damaged_descriptions()
    {
        const string Good = """{"classes":["a","b"],"normalization":{"mean":[0.5,0.5,0.5],"standardDeviation":[0.25,0.25,0.25]},"side":32}""";
        var (read, refused) = new FuzzRuns("classifier-input", 1000).Run(
            random =>
            {
                var input = ClassifierInput.In(With(JsonMutations.Mutate(Good, random)))!;
                Assert.InRange(input.Side, 1, 4096);
                Assert.All(input.Normalization.StandardDeviation, deviation => Assert.True(deviation > 0));
            },
            fault => fault is WeightFileException && !fault.Message.Any(char.IsControl));
        Assert.True(read > 0 && refused > 0);
    }

    private WeightFile With(string text)
    {
        var path = Path.Combine(_folder, "a.safetensors");
        File.Delete(path);
        Safetensors.Write(path, [], new Dictionary<string, string> { ["sandglass.input"] = text });
        return SafetensorsFile.Read(path);
    }

    private Run Train(string store, DatasetSplits data) => new RunStore(Path.Combine(_folder, store)).FindOrTrain(
        TinyRuns.Spec(data, TinyRuns.Recipe with { Epochs = 1 }), data, cancellation: TestContext.Current.CancellationToken);
}
