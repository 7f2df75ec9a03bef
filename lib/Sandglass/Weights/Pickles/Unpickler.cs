using System.Buffers.Binary;
using System.Numerics;

namespace Sandglass.Weights.Pickles;

/// <summary>
/// Reads pickles of protocol 2 as data, on a stack. It knows only the opcodes that plain values, tensors and their
/// containers are written with (Python, Lib/pickletools.py); a name is passed on as text, and nothing is imported or called.
/// Values are null, bool, long, BigInteger, double, string, lists, arrays for tuples, <see cref="PickledDictionary"/>,
/// <see cref="PickledName"/>, and what <see cref="IPickledObjects"/> makes.
/// </summary>
/// <remarks>
/// Limits: a million opcodes, 100,000 values on the stack, 1,000 open marks. Every opcode makes at most one value, and none
/// copies what lies in the memo, so that memory grows with the pickle's length and no faster.
/// </remarks>
internal sealed class Unpickler
{
    private const int MostOpcodes = 1_000_000;
    private const int MostValues = 100_000;
    private const int MostMarks = 1_000;

    private readonly ByteCursor _bytes;
    private readonly IPickledObjects _objects;
    private readonly List<object?> _stack = [];
    private readonly Stack<int> _marks = new();
    private readonly Dictionary<uint, object?> _memo = [];

    private Unpickler(ByteCursor bytes, IPickledObjects objects) => (_bytes, _objects) = (bytes, objects);

    /// <summary>Reads one pickle and leaves the cursor behind it.</summary>
    /// <exception cref="FormatException">It is damaged, has an unknown opcode or name, or goes over a limit.</exception>
    internal static object? Read(ByteCursor bytes, IPickledObjects objects) => new Unpickler(bytes, objects).Run();

    private object? Run()
    {
        Damage.Unless(_bytes.Byte() == 0x80 && _bytes.Byte() == 2, "its pickle is not of protocol 2, the one that torch.save writes");
        for (var opcodes = 0; opcodes < MostOpcodes; opcodes++)
        {
            var opcode = _bytes.Byte();
            if (opcode == '.')
            {
                Damage.Unless(_stack.Count == 1 && _marks.Count == 0, "its pickle does not end with one value");
                return _stack[0];
            }

            Do(opcode);
            Damage.Unless(_stack.Count <= MostValues && _marks.Count <= MostMarks, "its pickle is nested too deeply");
        }

        throw new FormatException($"its pickle has more than {MostOpcodes} opcodes");
    }

    private void Do(byte opcode)
    {
        switch ((char)opcode)
        {
            case 'N': Push(null); break;
            case '\x88': Push(true); break;
            case '\x89': Push(false); break;
            case 'K': Push((long)_bytes.Byte()); break;
            case 'M': Push((long)BinaryPrimitives.ReadUInt16LittleEndian(_bytes.Take(2).Span)); break;
            case 'J': Push((long)BinaryPrimitives.ReadInt32LittleEndian(_bytes.Take(4).Span)); break;
            case '\x8a': PushInteger(new BigInteger(_bytes.Take(_bytes.Byte()).Span)); break;
            case 'G': Push(BinaryPrimitives.ReadDoubleBigEndian(_bytes.Take(8).Span)); break;
            case 'X' or 'T': Push(_bytes.Text(UInt32())); break;
            case 'U': Push(_bytes.Text(_bytes.Byte())); break; // as T, a text of Python 2

            case '(': _marks.Push(_stack.Count); break;
            case ')': Push(Array.Empty<object?>()); break;
            case '\x85': Push(PopMany(1)); break;
            case '\x86': Push(PopMany(2)); break;
            case '\x87': Push(PopMany(3)); break;
            case 't': Push(PopToMark()); break;
            case ']': Push(new List<object?>()); break;
            case 'a': Append(PopMany(1)); break;
            case 'e': Append(PopToMark()); break;
            case '}': Push(new PickledDictionary()); break;
            case 's': Put(PopMany(2)); break;
            case 'u': Put(PopToMark()); break;

            case 'q': _memo[_bytes.Byte()] = Top(); break;
            case 'r': _memo[UInt32()] = Top(); break;
            case 'h': Push(Remembered(_bytes.Byte())); break;
            case 'j': Push(Remembered(UInt32())); break;

            case 'c': Push(Name()); break;
            case 'R': Push(Made(PopMany(2))); break;
            case 'b': Describe(PopMany(1)[0]); break;
            case 'Q': Push(_objects.Outside(PopMany(1)[0])); break;
            default: throw new FormatException($"its pickle has the opcode 0x{opcode:x2}, which plain tensors do not need");
        }
    }

    // Seeds may have more than 64 bits.
    private void PushInteger(BigInteger number) =>
        Push(number >= long.MinValue && number <= long.MaxValue ? (long)number : (object)number);

    private PickledName Name()
    {
        var name = $"{_bytes.Line()}.{_bytes.Line()}";
        return _objects.Knows(name)
            ? new PickledName(name)
            : throw new FormatException($"it asks for {Quoted.Name(name)}, and nothing but tensors, numbers, texts and their lists and dictionaries is read");
    }

    private object? Made(object?[] call) => call is [PickledName { Name: var name }, object?[] arguments]
        ? _objects.Make(name, arguments)
        : throw new FormatException("it calls what has no name");

    // Attributes of a dictionary, such as the versions of a state_dict's layers: not part of the weights.
    private void Describe(object? attributes) =>
        Damage.Unless(attributes is PickledDictionary && Top() is PickledDictionary, "it sets attributes of something else than a dictionary");

    private void Append(object?[] values)
    {
        var list = Top() as List<object?> ?? throw new FormatException("it appends to what is not a list");
        list.AddRange(values);
    }

    private void Put(object?[] pairs)
    {
        var dictionary = Top() as PickledDictionary ?? throw new FormatException("it sets keys of what is not a dictionary");
        Damage.Unless(pairs.Length % 2 == 0, "a key in it has no value");
        for (var i = 0; i < pairs.Length; i += 2)
        {
            dictionary.Put(pairs[i], pairs[i + 1]);
        }
    }

    private uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.Take(4).Span);

    private object? Remembered(uint place) =>
        _memo.TryGetValue(place, out var value) ? value : throw new FormatException("it refers to a value that it does not have");

    private void Push(object? value) => _stack.Add(value);

    private object? Top()
    {
        RequireValues(1);
        return _stack[^1];
    }

    private object?[] PopToMark()
    {
        Damage.Unless(_marks.Count > 0, "it closes what is not open");
        return PopMany(_stack.Count - _marks.Pop());
    }

    private object?[] PopMany(int count)
    {
        RequireValues(count);
        var values = _stack[^count..].ToArray();
        _stack.RemoveRange(_stack.Count - count, count);
        return values;
    }

    // What lies below an open mark is not to be touched.
    private void RequireValues(int count) =>
        Damage.Unless(_stack.Count - (_marks.TryPeek(out var mark) ? mark : 0) >= count, "its pickle takes values that it does not have");
}
