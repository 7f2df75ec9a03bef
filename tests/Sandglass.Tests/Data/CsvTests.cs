using System.Globalization;
using CsCheck;
using Sandglass.Data;

namespace Sandglass.Tests.Data;

public class CsvTests
{
    [Fact]
    public void A_table_has_header_rows_and_their_lines()
    {
        var table = Csv.Read("a,b\r\n1,\"x, \"\"y\"\"\"\r\n,\r\n\r\n", "t.csv");

        Assert.Equal(["a", "b"], table.Header);
        Assert.Equal([2, 3], table.Rows.Select(row => row.Line));
        Assert.Equal(["1", "x, \"y\""], table.Rows[0].Cells);
        Assert.Equal(("1", ""), (table.Rows[0].Needed("a"), table.Rows[1].Text("b")));
    }

    [Theory]
    [InlineData("", 1, "-", "there is no header line")]
    [InlineData("a,b,a\n", 1, "a", "twice")]
    [InlineData("a,\"b\n", 1, "2", "quotes do not match")]
    [InlineData("a,b\n1,2\n3\n", 3, "b", "the row has 1 cells, not 2")]
    [InlineData("a,b\n1,2,3\n", 2, "b", "the row has 3 cells, not 2")]
    [InlineData("a,b\n1,2\n\n3,4\n", 3, "b", "the row has 1 cells, not 2")]
    [InlineData("a,b\n1,\"2\n3,4\n", 2, "2", "quotes do not match")]
    [InlineData("a,b\n1,\"2\n3\",4\n", 2, "2", "quotes do not match")] // a cell over two lines
    [InlineData("a,b\n1,2\"\n", 2, "2", "quotes do not match")]
    [InlineData("a,b\n1,x\"2\"\n", 2, "2", "quotes do not match")]
    [InlineData("a,b\n1, \"2\"\n", 2, "2", "quotes do not match")]
    [InlineData("a,b\n1,\"2\"x\n", 2, "2", "quotes do not match")]
    [InlineData("a,b\n\"1\"\"\",\"\"2\"\n", 2, "2", "quotes do not match")]
    [InlineData("a,b\n1,\"\n", 2, "2", "quotes do not match")]
    [InlineData("a,b\n1,\"\"\"\n", 2, "2", "quotes do not match")]
    [InlineData("a,b\n1,2\n1,2\n1,2\n1,2\n", 5, "-", "more than 3 rows")]
    public void What_is_malformed_is_one_error_with_row_and_column(string text, int row, string column, string problem)
    {
        var error = Assert.Throws<CsvException>(() => Csv.Read(text, "t.csv", mostRows: 3));

        Assert.Equal(("t.csv", row, column), (error.Table, error.Row, error.Column));
        Assert.StartsWith(FormattableString.Invariant($"t.csv, row {row}, column {column}: "), error.Message);
        Assert.Contains(problem, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_huge_text_is_an_error() => Assert.Contains(
        "more than 33554432 characters", Assert.Throws<CsvException>(() => Csv.Read(new string('x', (1 << 25) + 1), "t.csv")).Message);

    [Fact]
    public void A_long_cell_is_cut_in_the_message()
    {
        var (name, cell) = (new string('n', 1 << 20), new string('x', 1 << 20));
        Assert.InRange(Assert.Throws<CsvException>(() => Csv.Read($"{name},{name}\n", "t.csv")).Message.Length, 50, 1000);
        var row = Csv.Read($"{name}\n{cell}\n", "t.csv").Rows[0];
        Assert.InRange(Assert.Throws<CsvException>(() => row.Read(name, int.Parse)).Message.Length, 50, 1000);
    }

    [Fact]
    public void A_table_of_commas_is_an_error_before_its_cells_are_made()
    {
        var commas = new string(',', 1 << 24);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("more than 1000 columns", Assert.Throws<CsvException>(() => Csv.Read(commas, "t.csv")).Message);
        Assert.Contains("the row has 16777217 cells, not 2", Assert.Throws<CsvException>(() => Csv.Read("a,b\n" + commas, "t.csv")).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 400 << 20);
    }

    [Fact]
    public void A_cell_that_is_not_what_is_asked_for_names_its_place()
    {
        var row = Csv.Read("a,b\n1,\n", "t.csv").Rows[0];
        Assert.Equal(1, row.Read("a", int.Parse));
        Assert.StartsWith("t.csv, row 2, column b: ", Assert.Throws<CsvException>(() => row.Read("b", int.Parse)).Message);
        Assert.Equal("t.csv, row 2, column b: the cell is empty", Assert.Throws<CsvException>(() => row.Needed("b")).Message);
        Assert.Equal(1, Assert.Throws<CsvException>(() => row.Text("c")).Row);
    }

    [Fact]
    public void What_is_written_has_the_same_bytes_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            foreach (var separator in (string[])[",", ";"])
            {
                var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
                culture.TextInfo.ListSeparator = separator;
                CultureInfo.CurrentCulture = culture;
                Assert.Equal("a,b\n1.5; =x,\"one, \"\"two\"\"\"\n, \n", Csv.Write(["a", "b"], [["1.5; =x", "one, \"two\""], ["", " "]]));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_table_that_could_not_be_read_is_not_written()
    {
        Assert.Throws<ArgumentException>(() => Csv.Write(["a", "b"], [["1"]]));
        Assert.Throws<ArgumentException>(() => Csv.Write(["a"], [["1\n2"]]));
    }

    [Fact]
    public void What_is_written_is_read_again() =>
        Gen.String[Gen.Char["ab,\" ;'\t\\#="], 0, 6].Array[2].Array[0, 6]
            .Sample(rows => Assert.Equal(rows, Csv.Read(Csv.Write(["x", "y"], rows), "t.csv").Rows.Select(row => row.Cells)));

    [Fact]
    public void Any_text_is_a_table_or_one_error() => Gen.String[Gen.Char["a,\"\r\n "], 0, 20].Sample(text =>
    {
        try
        {
            var table = Csv.Read(text, "t.csv");
            Assert.All(table.Rows, row => Assert.Equal(table.Header.Count, row.Cells.Count));
        }
        catch (CsvException)
        {
        }
    });
}
