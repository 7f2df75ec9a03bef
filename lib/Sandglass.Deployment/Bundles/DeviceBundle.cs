using System.Runtime.InteropServices;
using Sandglass.Data;
using Sandglass.Deployment.Onnx;
using Sandglass.Deployment.Running;
using Sandglass.Runtime;
using Sandglass.Weights;
using WholeFiles;

namespace Sandglass.Deployment.Bundles;

/// <summary>
/// A network with one input and the answer to it, for timing and checking it on another machine: a folder that ONNX Runtime's
/// <c>onnxruntime_perf_test</c> and <c>onnx_test_runner</c> read as it is.
/// </summary>
/// <param name="Graph">The network.</param>
/// <param name="Input">What it is given, one image.</param>
/// <param name="Expected">What ONNX Runtime answers on the CPU of the machine that writes the folder, in the order of the graph's outputs.</param>
internal sealed record DeviceBundle(OnnxGraph Graph, SafetensorsTensor Input, IReadOnlyList<SafetensorsTensor> Expected)
{
    /// <summary>The network.</summary>
    public const string Model = "model.onnx";

    /// <summary>The input: float32, little endian, the last axis fastest.</summary>
    public const string InputFile = "input.bin";

    /// <summary>The answers, one after the other, in the same form.</summary>
    public const string ExpectedFile = "expected.bin";

    /// <summary>The same as tensors of the format.</summary>
    public const string TestData = "test_data_set_0";

    /// <summary>Runs a network once on an image.</summary>
    /// <param name="graph">A network of one input [N, C, H, W] in single precision, all but N fixed.</param>
    /// <param name="image">[1, C, H, W].</param>
    /// <exception cref="OnnxException">ONNX Runtime refuses the network.</exception>
    public static DeviceBundle Of(OnnxGraph graph, float[] image)
    {
        using var session = new OnnxSession(graph);
        var answers = session.Run(image, count: 1);
        return new DeviceBundle(graph, SafetensorsTensor.Of(graph.Inputs[0].Name, image, One(graph.Inputs[0])), [.. graph.Outputs.Zip(answers, (output, values) => SafetensorsTensor.Of(output.Name, values, One(output)))]);
    }

    /// <summary>The same on the first image of a set.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="images">The set; not owned.</param>
    /// <param name="normalization">How the network was trained to see them.</param>
    /// <exception cref="OnnxException">ONNX Runtime refuses the network.</exception>
    public static DeviceBundle OfFirst(OnnxGraph graph, ImageDataset images, Normalization normalization)
    {
        using var batch = new EvaluationLoader(images, batchSize: 1, normalization).Batches().First();
        return Of(graph, batch.Images.data<float>().ToArray());
    }

    /// <summary>The same on numbers drawn for it, uniform with the mean 0 and the variance 1 of normalised pixels.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="seed">Seed of the numbers.</param>
    /// <exception cref="OnnxException">ONNX Runtime refuses the network.</exception>
    public static DeviceBundle OfNoise(OnnxGraph graph, int seed)
    {
        var (random, image) = (new RandomStreams(seed).Open("bundle"), new float[One(graph.Inputs[0]).Aggregate(1L, (product, size) => checked(product * size))]);
        foreach (ref var pixel in image.AsSpan())
        {
            pixel = (float)(Math.Sqrt(12) * (random.NextDouble() - 0.5));
        }

        return Of(graph, image);
    }

    /// <summary>Writes the folder, whole or not at all.</summary>
    /// <param name="directory">The folder; it must not be there yet.</param>
    /// <param name="pages">Texts that go along, by name.</param>
    /// <exception cref="WorkbenchException">Something is there, or it cannot be written.</exception>
    public void Write(string directory, IReadOnlyDictionary<string, string> pages) => WholeFolder.WriteNew(directory, folder =>
    {
        WholeFile.Write(Path.Combine(folder, Model), file => OnnxFile.Write(file, Graph));
        WholeFile.Write(Path.Combine(folder, InputFile), LittleEndian(Input));
        WholeFile.Write(Path.Combine(folder, ExpectedFile), [.. Expected.SelectMany(LittleEndian)]);
        WholeFile.Write(Path.Combine(folder, TestData, "input_0.pb"), file => OnnxFile.Write(file, Input));
        foreach (var (i, tensor) in Expected.Index())
        {
            WholeFile.Write(Path.Combine(folder, TestData, FormattableString.Invariant($"output_{i}.pb")), file => OnnxFile.Write(file, tensor));
        }

        foreach (var (name, text) in pages)
        {
            WholeFile.Write(Path.Combine(folder, name), text);
        }
    });

    // As the format lies in memory, on every machine that .NET runs this on.
    private static byte[] LittleEndian(SafetensorsTensor tensor) => MemoryMarshal.AsBytes<float>(tensor.ToSingles()).ToArray();

    private static long[] One(OnnxValue value) => [1, .. value.Shape.Skip(1).Select(size => size!.Value)];
}
