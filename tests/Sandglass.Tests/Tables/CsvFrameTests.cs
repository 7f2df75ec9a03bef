using Microsoft.Data.Analysis;
using Sandglass.Data;
using Sandglass.Tables;

namespace Sandglass.Tests.Tables;

public class CsvFrameTests
{
    [Theory]
    [InlineData("1\n-2", typeof(long))]
    [InlineData("1\n2.5", typeof(double))]
    [InlineData("1\n", typeof(long))]
    [InlineData("\n-1e-3", typeof(double))]
    [InlineData("1\nx", typeof(string))]
    [InlineData("1\n1 2", typeof(string))]
    [InlineData("0,5", typeof(string))]
    [InlineData("True\nFalse", typeof(string))]
    [InlineData("99999999999999999999\n1", typeof(double))] // more than a long holds
    public void A_column_has_the_type_that_all_its_cells_have(string cells, Type type) =>
        Assert.Equal(type, CsvFrame.Parse(Csv.Write(["other", "column"], cells.Split('\n').Select(cell => (string[])["x", cell])), "t.csv")["column"].DataType);

    [Fact]
    public void Empty_cells_of_numbers_are_null()
    {
        var frame = CsvFrame.Parse("whole,number,word\n1,,a\n,0.5,\n", "t.csv");
        Assert.Equal([1L, null, "a", null, 0.5, ""], frame.Rows.SelectMany(row => row));
        Assert.Equal(0, CsvFrame.Parse("whole,number\n", "t.csv").Rows.Count);
    }

    [Fact]
    public void A_frame_is_written_and_read_again()
    {
        var frame = new DataFrame(
            new Int64DataFrameColumn("whole", [1, null, -3]),
            new DoubleDataFrameColumn("number", [0.1, null, 1234567.125]),
            new StringDataFrameColumn("word", ["a, b", "\"quoted\"", "c"]));
        var csv = CsvFrame.ToCsv(frame);
        Assert.Equal("whole,number,word\n1,0.1,\"a, b\"\n,,\"\"\"quoted\"\"\"\n-3,1234567.125,c\n", csv);
        Assert.Equal(frame.Rows.SelectMany(row => row), CsvFrame.Parse(csv, "t.csv").Rows.SelectMany(row => row));
    }

    [Fact]
    public void A_malformed_table_is_refused() => Assert.Equal("t.csv", Assert.Throws<CsvException>(() => CsvFrame.Parse("a,b\n1\n", "t.csv")).Table);
}
