using Sandglass.Counting;

namespace Sandglass.Claims;

/// <summary>A row of a file of <c>data/paper</c>, its cells by column.</summary>
internal sealed class PaperRow(string file, int number, IReadOnlyDictionary<string, string> cells)
{
    public string Text(string column) => cells.GetValueOrDefault(column)
        ?? throw new PaperDataException(file, 1, column, "the header lacks this column; check the file out again");

    public string Needed(string column) => Text(column) is { Length: > 0 } text ? text : throw Wrong(column, "the cell is empty");

    public EvidenceMark Mark() => Text("mark") switch
    {
        "VERIFIED" => EvidenceMark.Verified,
        "SECOND-HAND" => EvidenceMark.SecondHand,
        "COMPUTED" => EvidenceMark.Computed,
        "UNVERIFIED" => EvidenceMark.Unverified,
        var other => throw Wrong("mark", $"'{other}' is no mark; use VERIFIED, SECOND-HAND, COMPUTED or UNVERIFIED"),
    };

    /// <summary>The cell as something else; null where it is empty.</summary>
    /// <exception cref="PaperDataException">It cannot be read so.</exception>
    public T? Read<T>(string column, Func<string, T> parse)
        where T : class
    {
        try
        {
            return Text(column) is { Length: > 0 } text ? parse(text) : null;
        }
        catch (FormatException wrong)
        {
            throw Wrong(column, wrong.Message, wrong);
        }
    }

    public PaperDataException Wrong(string column, string problem, Exception? inner = null) => new(file, number, column, problem, inner);
}
