using System.Buffers.Binary;
using Sandglass.Data;
using Sandglass.Tables;
using Sandglass.Weights;
using WholeFiles;

namespace Sandglass.Training;

/// <summary>What a task adds to the folder of its finished run. The spec decides every file to the byte.</summary>
internal sealed class RunOutput
{
    private const long MostBits = 1 << 27;

    private readonly string _directory;
    private readonly List<string> _names = [];

    internal RunOutput(string directory) => _directory = directory;

    /// <summary>Names of the files that were added.</summary>
    internal IReadOnlyList<string> Names => _names;

    /// <summary>Adds a table.</summary>
    /// <typeparam name="T">The record of its rows.</typeparam>
    /// <param name="name">Name of the file, such as <c>classes.csv</c>.</param>
    /// <param name="rows">The rows.</param>
    public void Table<T>(string name, IEnumerable<T> rows)
        where T : class => File.WriteAllText(Added(name), RowTable.Of<T>().ToCsv(rows));

    /// <summary>Adds tensors.</summary>
    /// <param name="name">Name of the file, such as <c>detections.safetensors</c>.</param>
    /// <param name="tensors">The tensors.</param>
    public void Tensors(string name, IReadOnlyCollection<SafetensorsTensor> tensors) => Safetensors.Write(Added(name), tensors);

    /// <summary>Adds bits: their number (32 bits), then one bit each, lowest first.</summary>
    /// <param name="name">Name of the file, such as <c>test-correct.bits</c>.</param>
    /// <param name="bits">The bits.</param>
    public void Bits(string name, IReadOnlyList<bool> bits)
    {
        var bytes = new byte[4 + PackedBits.Bytes(bits.Count)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, bits.Count);
        PackedBits.Pack(bits, bytes.AsSpan(4));
        File.WriteAllBytes(Added(name), bytes);
    }

    /// <exception cref="WorkbenchException">The file is missing or of another length than it says.</exception>
    internal static bool[] ReadBits(string path)
    {
        var bytes = Damage.OrNull(() => BoundedFile.ReadBytes(path, MostBits)) ?? [];
        var count = bytes.Length < 4 ? -1 : BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (count < 0 || bytes.Length != 4 + PackedBits.Bytes(count))
        {
            throw new WorkbenchException($"{path} is missing or damaged; remove the run's folder and train again");
        }

        return PackedBits.Unpacked(bytes.AsSpan(4), 0, count);
    }

    private string Added(string name)
    {
        _names.Add(name);
        return Path.Combine(_directory, name);
    }
}
