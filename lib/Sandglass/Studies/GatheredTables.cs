using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using Sandglass.Data;
using Sandglass.Runtime;

namespace Sandglass.Studies;

/// <summary>
/// The tables of runs by file name, each row with its arm, group and seed before it. A table is put together when it is first asked
/// for: what a study says so far needs none of them.
/// </summary>
internal sealed partial class GatheredTables : IReadOnlyDictionary<string, string>
{
    private readonly Dictionary<string, List<(StudyRun Place, Func<CsvTable> Read, bool IsRounded)>> _parts = [];
    private readonly Dictionary<string, Lazy<string>> _texts = [];

    /// <inheritdoc/>
    public int Count => _texts.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _texts.Keys;

    /// <inheritdoc/>
    public IEnumerable<string> Values => _texts.Values.Select(text => text.Value);

    /// <summary>A table as CSV.</summary>
    /// <exception cref="KeyNotFoundException">There is no such table.</exception>
    /// <exception cref="WorkbenchException">A run's part is damaged.</exception>
    public string this[string key] => _texts[key].Value;

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _texts.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        value = _texts.GetValueOrDefault(key)?.Value;
        return value is not null;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _texts.Select(text => KeyValuePair.Create(text.Key, text.Value.Value)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Adds a run's part of a table, after those before it.</summary>
    /// <param name="name">Name of the table's file.</param>
    /// <param name="place">The run.</param>
    /// <param name="read">Gives the part, which may be parsed only then.</param>
    /// <param name="isRounded">Whether its numbers are rounded.</param>
    internal void Add(string name, StudyRun place, Func<CsvTable> read, bool isRounded = false)
    {
        if (!_parts.TryGetValue(name, out var parts))
        {
            _parts[name] = parts = [];
            _texts[name] = new(() => TextOf(name));
        }

        parts.Add((place, read, isRounded));
    }

    private string TextOf(string name)
    {
        var read = InParallel.Select(_parts[name], part => (part.Place, Table: part.Read(), part.IsRounded));
        _parts[name] = []; // the runs are let go
        return Csv.Write(
            ["arm", "group", "seed", .. read[0].Table.Header],
            from part in read
            let seed = part.Place.Spec.Seed.ToString(CultureInfo.InvariantCulture)
            from row in part.Table.Rows
            select (IReadOnlyList<string>)[part.Place.Arm.Name, part.Place.Arm.Group, seed, .. part.IsRounded ? row.Cells.Select(Rounded) : row.Cells]);
    }

    // Seven digits of a number, four decimals in lists: all that is ever shown. A whole number stays as it is: counts are read as whole ones again.
    private static string Rounded(string cell) =>
        long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? cell
        : double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number.ToString("g7", CultureInfo.InvariantCulture)
        : NumberList().IsMatch(cell) ? Fraction().Replace(cell, match => double.Parse(match.Value, CultureInfo.InvariantCulture).ToString("0.####", CultureInfo.InvariantCulture))
        : cell;

    [GeneratedRegex("^[-+0-9.E; ]+$")]
    private static partial Regex NumberList();

    [GeneratedRegex("[-+0-9.E]+")]
    private static partial Regex Fraction();
}
