using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.Data.Analysis;
using Sandglass.Data;

namespace Sandglass.Tables;

/// <summary>
/// A table whose rows are records: each parameter of the record's constructor is a column, named once, by the record,
/// in snake case. The same description gives the CSV file of a run, the DataFrame of a notebook, and the rows back.
/// </summary>
/// <remarks>
/// Cells are numbers, words of enumerations, texts, lists of numbers (separated by spaces), lists of such lists (separated by
/// <c>;</c>), and any type that has a static <c>Parse(string)</c> beside its <c>ToString</c>.
/// </remarks>
internal sealed class RowTable
{
    private readonly ConstructorInfo _constructor;
    private readonly Column[] _columns;

    private RowTable(Type row)
    {
        _constructor = row.GetConstructors().MaxBy(c => c.GetParameters().Length)
            ?? throw new ArgumentException($"{row} is not a record of columns", nameof(row));
        _columns = [.. _constructor.GetParameters().Select(parameter => Column.Of(row, parameter))];
    }

    /// <summary>Names of the columns, in order.</summary>
    public IReadOnlyList<string> Header => [.. _columns.Select(column => column.Name)];

    /// <summary>The table of rows of a type.</summary>
    /// <param name="row">A record.</param>
    public static RowTable Of(Type row) => new(row);

    /// <inheritdoc cref="Of(Type)"/>
    /// <typeparam name="T">A record.</typeparam>
    public static RowTable Of<T>() => Described<T>.Table.Value;

    /// <summary>A row as the cells of a CSV file: numbers to the last digit, what there is not as an empty cell.</summary>
    public IReadOnlyList<string> Cells(object row) => [.. _columns.Select(column => column.Format(row))];

    /// <summary>Rows as the text of a CSV file.</summary>
    public string ToCsv(IEnumerable<object> rows) => Csv.Write(Header, rows.Select(Cells));

    /// <summary>The rows of a CSV text that has exactly these columns.</summary>
    /// <typeparam name="T">The record.</typeparam>
    /// <param name="csv">The text.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="CsvException">It is not a table of these rows.</exception>
    public static IReadOnlyList<T> Read<T>(string csv, string name)
    {
        var (table, read) = (Of<T>(), Csv.Read(csv, name));
        return read.Header.SequenceEqual(table.Header)
            ? [.. read.Rows.Select(row => (T)table.Parse(row))]
            : throw new CsvException(name, 1, "-", $"the columns are not {string.Join(',', table.Header)}");
    }

    /// <summary>The row of a CSV record, which may have other columns besides.</summary>
    /// <exception cref="CsvException">A column is missing, or a cell does not fit its type.</exception>
    internal object Parse(CsvRecord cells) => _constructor.Invoke([.. _columns.Select(column => column.Parse(cells))]);

    /// <summary>Rows as a DataFrame: numbers as numbers, everything else as text.</summary>
    public DataFrame ToDataFrame(IEnumerable<object> rows)
    {
        var all = rows.ToArray();
        return new DataFrame(_columns.Select(column => column.ToDataFrame(all)));
    }

    // What reflection finds out about a record is found out once: a study reads thousands of tables of one type.
    private static class Described<T>
    {
        internal static readonly Lazy<RowTable> Table = new(() => new(typeof(T)));
    }

    /// <summary>One column: a property of the record, what it is called and how it is written.</summary>
    private sealed record Column(string Name, PropertyInfo Property, Type Type, bool IsOptional, DigitsAttribute? Digits)
    {
        internal static Column Of(Type row, ParameterInfo parameter)
        {
            var property = row.GetProperty(parameter.Name!)
                ?? throw new ArgumentException($"{row.Name} has no property {parameter.Name}, so it is not a record of columns", nameof(row));
            var type = Nullable.GetUnderlyingType(parameter.ParameterType);
            var name = property.GetCustomAttribute<ColumnAttribute>()?.Name ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(parameter.Name!);
            return new Column(name, property, type ?? parameter.ParameterType, type is not null, row.GetCustomAttribute<DigitsAttribute>());
        }

        internal string Format(object row) => Text(Property.GetValue(row));

        internal object? Parse(CsvRecord cells) => cells.Read(Name, text => text.Length == 0 && IsOptional ? null : Value(text));

        internal DataFrameColumn ToDataFrame(object[] rows)
        {
            T? Number<T>(object row)
                where T : struct => (T?)Property.GetValue(row);
            return Type switch
            {
                _ when Type == typeof(int) => new Int32DataFrameColumn(Name, rows.Select(Number<int>)),
                _ when Type == typeof(long) => new Int64DataFrameColumn(Name, rows.Select(Number<long>)),
                _ when Type == typeof(bool) => new BooleanDataFrameColumn(Name, rows.Select(Number<bool>)),
                _ when Type == typeof(double) => new DoubleDataFrameColumn(Name, rows.Select(Number<double>).Select(Known)),
                _ => new StringDataFrameColumn(Name, rows.Select(Format)),
            };
        }

        private static double? Known(double? number) => number is { } value && double.IsFinite(value) ? value : null;

        private string Text(object? value) => value switch
        {
            null => "",
            double.NaN => "",
            double number => number.ToString(Digits?.Format ?? "R", CultureInfo.InvariantCulture),
            IEnumerable<double> numbers => string.Join(' ', numbers.Select(number => number.ToString(Digits?.ListFormat ?? "R", CultureInfo.InvariantCulture))),
            IEnumerable<IEnumerable<double>> lists => string.Join(';', lists.Select(Text)),
            Enum word => word.ToString(),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };

        private object Value(string text) => Type switch
        {
            _ when Type == typeof(string) => text,
            _ when Type == typeof(int) => int.Parse(text, CultureInfo.InvariantCulture),
            _ when Type == typeof(long) => long.Parse(text, CultureInfo.InvariantCulture),
            _ when Type == typeof(bool) => text is "1" or "True" || (text is "0" or "False" ? false : throw new FormatException($"'{text}' is neither True nor False")),
            _ when Type == typeof(double) => Number(text),
            _ when Type.IsAssignableFrom(typeof(double[])) => Numbers(text),
            _ when Type.IsAssignableFrom(typeof(double[][])) => Lists(text),
            { IsEnum: true } => Enum.TryParse(Type, text, out var word) && Enum.IsDefined(Type, word) ? word : throw new FormatException($"it cannot be '{text}'"),
            _ => Parsed(text),
        };

        private static double Number(string text) => text.Length == 0 ? double.NaN
            : CsvFrame.NumberOf(text) ?? throw new FormatException($"'{text}' is not a number, or is out of range");

        private static double[] Numbers(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Number)];

        private static double[][] Lists(string text) => text.Length == 0 ? [] : [.. text.Split(';').Select(Numbers)];

        // Types that are written by a culture are read by it.
        private object Parsed(string text)
        {
            var (parse, arguments) = Type.GetMethod("Parse", [typeof(string), typeof(IFormatProvider)]) is { } byCulture
                ? (byCulture, (object[])[text, CultureInfo.InvariantCulture])
                : (Type.GetMethod("Parse", [typeof(string)]) ?? throw new NotSupportedException($"a cell cannot be a {Type.Name}"), [text]);
            try
            {
                return parse.Invoke(null, arguments)!;
            }
            catch (TargetInvocationException wrong)
            {
                throw new FormatException(wrong.InnerException!.Message, wrong.InnerException);
            }
        }
    }
}

/// <summary>The name of a column where it is not the property's.</summary>
/// <param name="name">In snake case.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ColumnAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}

/// <summary>How many digits the numbers of a record have in a file, where all of them would say more than is known.</summary>
/// <param name="significant">Significant digits of a number.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class DigitsAttribute(int significant) : Attribute
{
    /// <summary>Significant digits of a number.</summary>
    public int Significant { get; } = significant;

    /// <summary>Decimals of the numbers in a list.</summary>
    public int ListDecimals { get; init; } = 4;

    internal string Format => $"g{Significant}";

    internal string ListFormat => $"0.{new string('#', ListDecimals)}";
}
