using ProtoBuf;
using Sandglass.Weights;
using WholeFiles;

namespace Sandglass.Deployment.Onnx;

/// <summary>Files of the ONNX format. What is read is taken for untrusted.</summary>
/// <remarks>
/// Limits: 2 GB, 100,000 operators and as many constants, 8 dimensions. Weights in files of their own, sparse constants and
/// operators that hold graphs (<c>If</c>, <c>Loop</c>, <c>Scan</c>) are refused.
/// </remarks>
internal static class OnnxFile
{
    /// <summary>Version of the standard operators that are written.</summary>
    internal const int OperatorSet = 17;

    // The one that came with these operators.
    private const int IrVersion = 8;

    /// <summary>Whether a name is that of such a file, by its ending.</summary>
    public static bool IsNamed(string path) => path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="OnnxException">It is missing, damaged, or holds what is not known.</exception>
    public static OnnxGraph Read(string path)
    {
        try
        {
            return Parse(BoundedFile.ReadBytes(path, Array.MaxLength), path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OnnxException($"{path} cannot be read ({error.Message}); check that it exists and may be read", error);
        }
    }

    /// <summary>Takes a file's bytes apart.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="OnnxException">The bytes are damaged, or hold what is not known.</exception>
    public static OnnxGraph Parse(ReadOnlyMemory<byte> bytes, string name) => Damage.Typed(
        () => OnnxReading.Graph(Serializer.Deserialize<ModelMessage>(bytes)), (fault, cause) => OnnxException.Damaged(name, fault, cause));

    /// <summary>Writes a file that must not be there yet.</summary>
    /// <param name="path">The file.</param>
    /// <param name="graph">What it holds.</param>
    /// <exception cref="WorkbenchException">Something is there, or it cannot be written.</exception>
    public static void Write(string path, OnnxGraph graph)
    {
        try
        {
            WholeFile.WriteNew(path, file => Write(file, graph));
        }
        catch (IOException failure)
        {
            throw new WorkbenchException(failure.Message, failure);
        }
    }

    /// <summary>Writes a file's bytes; the same for the same graph.</summary>
    public static void Write(Stream file, OnnxGraph graph) => Serializer.Serialize(file, OnnxWriting.Model(graph, IrVersion));

    /// <summary>Writes a tensor's bytes, as the <c>.pb</c> files of the format's test data hold it.</summary>
    public static void Write(Stream file, SafetensorsTensor tensor) => Serializer.Serialize(file, OnnxWriting.Tensor(tensor));
}
