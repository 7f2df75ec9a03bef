using System.Globalization;
using CsCheck;
using Sandglass.Data;
using Sandglass.Tables;

namespace Sandglass.Tests.Tables;

public class RowTableTests
{
    private const string Header =
        "whole,large,yes,number,word,name,maybe_whole,maybe_number,maybe_word,numbers,lists,pair,percent,span";

    private static readonly Everything Row = new(
        1, 1L << 40, true, 0.1, BlockFamily.Sandglass, "a, \"b\"", 2, -1e-300, BlockFamily.Bottleneck, [0.1, -2, 1e20], [[1], [0.5, 2]], new(3, 4), 12.5m, TimeSpan.FromSeconds(1.5));

    private static readonly Everything Least = new(
        int.MinValue, long.MinValue, false, double.NaN, BlockFamily.Bottleneck, "", null, null, null, [], [], new(-1, 0), 0, TimeSpan.Zero);

    private static readonly RowTable Table = RowTable.Of<Everything>();

    [Fact]
    public void A_column_is_named_by_its_property_or_by_the_name_that_it_says() => Assert.Equal(Header.Split(','), Table.Header);

    [Fact]
    public void Every_type_of_cell_comes_back()
    {
        var read = RowTable.Read<Everything>(Table.ToCsv([Row, Least]), "rows.csv");
        Assert.Equal(2, read.Count);
        Assert.Equivalent(Row, read[0], strict: true);
        Assert.Equivalent(Least, read[1], strict: true);
    }

    [Fact]
    public void Cells_are_what_a_reader_expects() => Assert.Equal(
        ["1", "1099511627776", "True", "0.1", "Sandglass", "a, \"b\"", "2", "-1E-300", "Bottleneck", "0.1 -2 1E+20", "1;0.5 2", "3x4", "12.5", "00:00:01.5000000"],
        Table.Cells(Row));

    [Fact]
    public void The_text_is_the_same_in_every_culture()
    {
        var expected = Table.ToCsv([Row, Least]);
        var before = CultureInfo.CurrentCulture;
        try
        {
            var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (comma.NumberFormat.NumberDecimalSeparator, comma.NumberFormat.NumberGroupSeparator, comma.NumberFormat.NegativeSign) = (",", ".", "−");
            CultureInfo.CurrentCulture = comma;
            Assert.Equal(expected, Table.ToCsv([Row, Least]));
            Assert.Equivalent(Row, RowTable.Read<Everything>(expected, "rows.csv")[0], strict: true);
            Assert.Equal(0.5, RowTable.Of<Rounded>().ToDataFrame([new Rounded(0.5, [])])["value"][0]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Numbers_come_back_to_the_last_bit() => Gen.Select(Gen.Double, Gen.Double[-1, 1].Array[0, 5]).Sample((number, numbers) =>
    {
        var row = Row with { Number = number, Numbers = numbers, Lists = [numbers, [number]] };
        var read = RowTable.Read<Everything>(Table.ToCsv([row]), "rows.csv")[0];
        return BitConverter.DoubleToInt64Bits(read.Number) == BitConverter.DoubleToInt64Bits(double.IsNaN(number) ? read.Number : number)
            && read.Numbers.SequenceEqual(numbers) && read.Lists[0].SequenceEqual(numbers) && read.Lists[1][0].Equals(number);
    });

    [Fact]
    public void Lists_keep_their_number_where_one_is_empty()
    {
        var read = RowTable.Read<Everything>(Table.ToCsv([Row with { Lists = [[1], [], [2]] }]), "rows.csv")[0];
        Assert.Equal([[1], [], [2]], read.Lists);
    }

    [Fact]
    public void Digits_are_those_that_the_record_names()
    {
        var table = RowTable.Of<Rounded>();
        Assert.Equal(["0.1235", "0.12 1"], table.Cells(new Rounded(0.123456, [0.1249, 1])));
        Assert.Equal(["", ""], table.Cells(new Rounded(double.NaN, [])));
    }

    [Theory]
    [InlineData("whole", "1.5")]
    [InlineData("whole", "")]
    [InlineData("whole", "99999999999")]
    [InlineData("large", "many")]
    [InlineData("yes", "perhaps")]
    [InlineData("number", "0,5")]
    [InlineData("number", "1e400")]
    [InlineData("numbers", "1 -1e400")]
    [InlineData("word", "Oval")]
    [InlineData("word", "")]
    [InlineData("maybe_whole", "x")]
    [InlineData("maybe_word", "Oval")]
    [InlineData("numbers", "1 two")]
    [InlineData("lists", "1;two")]
    [InlineData("pair", "3 by 4")]
    [InlineData("percent", "half")]
    public void A_wrong_cell_is_named(string column, string cell)
    {
        string[] cells = [.. Table.Cells(Row)];
        cells[Array.IndexOf(Header.Split(','), column)] = cell;
        var error = Assert.Throws<CsvException>(() => RowTable.Read<Everything>(Csv.Write(Table.Header, [Table.Cells(Least), cells]), "rows.csv"));
        Assert.Equal(("rows.csv", 3, column), (error.Table, error.Row, error.Column));
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Other_columns_are_refused_by_a_table_and_left_alone_by_a_row()
    {
        Assert.Contains("value,list", Assert.Throws<CsvException>(() => RowTable.Read<Rounded>("value\n1\n", "r.csv")).Message);
        Assert.Contains("value,list", Assert.Throws<CsvException>(() => RowTable.Read<Rounded>("list,value\n1,1\n", "r.csv")).Message);
        var table = RowTable.Of<Rounded>();
        var wide = Csv.Read("seed,list,value\n3,1 2,0.5\n", "r.csv").Rows.Single();
        Assert.Equivalent(new Rounded(0.5, [1, 2]), table.Parse(wide));
        var narrow = Csv.Read("seed,list\n3,1 2\n", "r.csv").Rows.Single();
        Assert.Equal("value", Assert.Throws<CsvException>(() => table.Parse(narrow)).Column);
    }

    [Fact]
    public void As_a_data_frame_numbers_are_numbers_and_what_there_is_not_is_null()
    {
        var frame = Table.ToDataFrame([Row, Least]);
        Assert.Equal(Table.Header, frame.Columns.Select(column => column.Name));
        Assert.Equal(
            [typeof(int), typeof(long), typeof(bool), typeof(double), typeof(string), typeof(string), typeof(int), typeof(double), typeof(string)],
            frame.Columns.Take(9).Select(column => column.DataType));
        Assert.Equal([1, 1L << 40, true, 0.1, "Sandglass", "a, \"b\"", 2, -1e-300, "Bottleneck", "0.1 -2 1E+20", "1;0.5 2", "3x4"], frame.Rows[0].Take(12));
        Assert.Null(frame["maybe_whole"][1]);
        Assert.Null(frame["maybe_number"][1]);
        Assert.Null(frame["number"][1]);
        Assert.Equal(0, Table.ToDataFrame([]).Rows.Count);
    }

    [Fact]
    public void What_is_no_record_of_columns_is_refused()
    {
        Assert.Contains("no property other", Assert.Throws<ArgumentException>(() => RowTable.Of<Hidden>()).Message);
        var unreadable = Assert.Throws<NotSupportedException>(() => RowTable.Read<Strange>("thing\nx\n", "r.csv"));
        Assert.Contains("cannot be a Version2", unreadable.Message);
    }

    private sealed record Everything(
        int Whole,
        long Large,
        [property: Column("yes")] bool IsSo,
        double Number,
        BlockFamily Word,
        string Name,
        int? MaybeWhole,
        double? MaybeNumber,
        BlockFamily? MaybeWord,
        IReadOnlyList<double> Numbers,
        IReadOnlyList<IReadOnlyList<double>> Lists,
        Pair Pair,
        decimal Percent,
        TimeSpan Span);

    [Digits(4, ListDecimals = 2)]
    private sealed record Rounded(double Value, double[] List);

    private sealed class Hidden(int other)
    {
        public int Shown => other;
    }

    private sealed record Strange(Version2 Thing);

    private sealed record Version2;

    private sealed record Pair(int First, int Second)
    {
        public static Pair Parse(string text) => text.Split('x') is [var first, var second]
            ? new(int.Parse(first, CultureInfo.InvariantCulture), int.Parse(second, CultureInfo.InvariantCulture))
            : throw new FormatException($"'{text}' is no pair");

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First}x{Second}");
    }
}
