using System.Security.Cryptography;
using WholeFiles;

namespace Sandglass.Weights;

/// <summary>A file of weights, read whole, of either format: named tensors, and what the file says about them.</summary>
/// <param name="name">What errors call the file: its path.</param>
/// <param name="bytes">The whole file.</param>
/// <param name="metadata">What it says about itself.</param>
/// <param name="tensors">Its tensors.</param>
internal sealed class WeightFile(
    string name, ReadOnlyMemory<byte> bytes, IReadOnlyDictionary<string, string> metadata, IReadOnlyDictionary<string, SafetensorsTensor> tensors)
{
    private const string Wrapper = "module."; // PyTorch's DataParallel

    /// <summary>What errors call the file: its path.</summary>
    public string Name { get; } = name;

    /// <summary>SHA-256 of the whole file, as <c>sha256sum</c> prints it.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(bytes.Span));

    /// <summary>What the file says about itself; empty where it says nothing.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; } = metadata;

    /// <summary>The tensors by name; enumerated in the order of the file.</summary>
    public IReadOnlyDictionary<string, SafetensorsTensor> Tensors { get; } = tensors;

    /// <summary>What a reader of results must know, such as that averaged weights were left out; null where there is nothing.</summary>
    public string? Note { get; init; }

    /// <summary>The tensor of a name.</summary>
    /// <exception cref="WeightFileException">There is none.</exception>
    public SafetensorsTensor this[string name] => Tensors.TryGetValue(name, out var tensor)
        ? tensor
        : throw new WeightFileException($"{Name} has no tensor {Quoted.Name(name)}; use a file that has it");

    /// <summary>Reads a file from elsewhere; its first bytes tell the format. A <c>module.</c> before all names is removed.</summary>
    /// <param name="path">A safetensors file, or one of torch.save.</param>
    /// <exception cref="WeightFileException">The file is missing, damaged, too large or of another format.</exception>
    public static WeightFile Read(string path) =>
        (TorchFile.IsOne(Start(path)) ? TorchFile.Read(path) : SafetensorsFile.Read(path)).WithoutWrapper();

    private static byte[] Start(string path)
    {
        try
        {
            using var file = BoundedFile.Open(path);
            var start = new byte[TorchFile.TellingBytes];
            return start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return []; // the reader says why
        }
    }

    private WeightFile WithoutWrapper()
    {
        if (Tensors.Count == 0 || !Tensors.Keys.All(name => name.StartsWith(Wrapper, StringComparison.Ordinal)))
        {
            return this;
        }

        var plain = Tensors.Values.Select(tensor => tensor with { Name = tensor.Name[Wrapper.Length..] }).ToDictionary(tensor => tensor.Name);
        return new WeightFile(Name, bytes, Metadata, plain) { Note = Note };
    }
}
