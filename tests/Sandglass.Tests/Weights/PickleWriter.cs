using System.Buffers.Binary;
using System.Text;

namespace Sandglass.Tests.Weights;

/// <summary>Pickles of protocol 2, right or wrong, written from Python's description of the opcodes and not from the library's reader.</summary>
internal sealed class PickleWriter
{
    private readonly List<byte> _bytes = [0x80, 2];

    public PickleWriter Op(params ReadOnlySpan<char> opcodes)
    {
        foreach (var opcode in opcodes)
        {
            _bytes.Add((byte)opcode);
        }

        return this;
    }

    public PickleWriter Text(string text)
    {
        Op('X');
        _bytes.AddRange(BitConverter.GetBytes(Encoding.UTF8.GetByteCount(text)));
        _bytes.AddRange(Encoding.UTF8.GetBytes(text));
        return this;
    }

    public PickleWriter Number(int number)
    {
        Op('J');
        _bytes.AddRange(BitConverter.GetBytes(number));
        return this;
    }

    /// <summary>A whole number of 64 bits.</summary>
    public PickleWriter Long(long number)
    {
        Op('\x8a', '\x08');
        _bytes.AddRange(BitConverter.GetBytes(number));
        return this;
    }

    public PickleWriter Number(double number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteDoubleBigEndian(bytes, number);
        Op('G');
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>GLOBAL: the name of a function or type.</summary>
    public PickleWriter Name(string module, string name)
    {
        Op('c');
        _bytes.AddRange(Encoding.ASCII.GetBytes($"{module}\n{name}\n"));
        return this;
    }

    public PickleWriter Tuple(params ReadOnlySpan<long> numbers)
    {
        Op('(');
        foreach (var number in numbers)
        {
            Long(number);
        }

        return Op('t');
    }

    /// <summary>What stands for numbers that are kept outside: of type torch.*Storage, under a key.</summary>
    public PickleWriter Storage(string type, string key, long count, bool legacy = false)
    {
        Op('(').Text("storage").Name("torch", type).Text(key).Text("cpu").Long(count);
        return (legacy ? Op('N') : this).Op('t', 'Q');
    }

    /// <summary>A view of a storage, its strides in elements.</summary>
    public PickleWriter Tensor(string type, string key, long count, long offset, long[] sizes, long[] strides, bool legacy = false) =>
        Name("torch._utils", "_rebuild_tensor_v2").Op('(').Storage(type, key, count, legacy).Long(offset).Tuple(sizes).Tuple(strides)
            .Op('\x89').Name("collections", "OrderedDict").Op(')', 'R', 't', 'R');

    /// <summary>A tensor of one dimension that is all of its storage.</summary>
    public PickleWriter Floats(string key, long count, bool legacy = false) => Tensor("FloatStorage", key, count, 0, [count], [1], legacy);

    public byte[] End() => [.. _bytes, (byte)'.'];
}
