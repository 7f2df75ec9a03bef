using System.Text.Json;

namespace Sandglass.Weights;

/// <summary>A header's JSON, read value by value; what is of another kind than asked is a fault.</summary>
internal ref struct HeaderJson
{
    private const int Deepest = 4; // the header, a tensor, a list
    private const int MostNames = 100_000; // of one object

    private Utf8JsonReader _reader;

    internal HeaderJson(ReadOnlySpan<byte> json) => _reader = new(json, new JsonReaderOptions { MaxDepth = Deepest });

    /// <summary>Enters an object.</summary>
    /// <returns>The names that <see cref="NextField"/> has met.</returns>
    internal HashSet<string> Object(string what)
    {
        Expect(JsonTokenType.StartObject, what, "an object");
        return [];
    }

    /// <summary>The next name of the object that was entered last, null at its end.</summary>
    internal string? NextField(HashSet<string> met)
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.EndObject)
        {
            return null;
        }

        HeaderFault.Unless(met.Count < MostNames, $"it has more than {MostNames} names in its header");
        var name = Unescaped("a name");
        return met.Add(name) ? name : throw new HeaderFault($"{Quoted.Name(name)} is repeated in its header");
    }

    internal string Text(string what)
    {
        Expect(JsonTokenType.String, what, "a text");
        return Unescaped(what);
    }

    /// <summary>A list of whole numbers, none negative.</summary>
    internal long[] Integers(string what, int most)
    {
        Expect(JsonTokenType.StartArray, what, "a list");
        var numbers = new List<long>();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            HeaderFault.Unless(numbers.Count < most, $"{what} has more than {most} numbers");
            var number = 0L;
            HeaderFault.Unless(
                _reader.TokenType == JsonTokenType.Number && _reader.TryGetInt64(out number) && number >= 0,
                $"{what} holds something else than whole numbers from 0 to 2⁶³ − 1");
            numbers.Add(number);
        }

        return [.. numbers];
    }

    /// <summary>Nothing but blanks may follow.</summary>
    internal void End()
    {
        while (_reader.Read())
        {
        }
    }

    private void Expect(JsonTokenType type, string what, string kind)
    {
        _reader.Read();
        HeaderFault.Unless(_reader.TokenType == type, $"{what} is not {kind}");
    }

    // An escape such as \ud800 is half a character, which no text can hold.
    private readonly string Unescaped(string what)
    {
        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new HeaderFault($"{what} is not a text of whole characters");
        }
    }
}

/// <summary>What is wrong with a header, before the file's name is put to it.</summary>
internal sealed class HeaderFault(string message) : Exception(message)
{
    internal static void Unless(bool holds, string fault)
    {
        if (!holds)
        {
            throw new HeaderFault(fault);
        }
    }
}
