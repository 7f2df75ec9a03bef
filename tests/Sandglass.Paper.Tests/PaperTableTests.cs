using Sandglass.Data;

namespace Sandglass.Paper.Tests;

public class PaperTableTests
{
    private static readonly string[] Apart = ["claims.csv", "sources.csv", "index.csv", "published-counts.csv"];

    // What of a table is a claim: its file, and the columns that name a row.
    public static TheoryData<string, string[]> Claimed => new()
    {
        { "widths", ["network", "width"] },
        { "figure-1", ["network", "width"] },
        { "variants", ["structure"] },
        { "identity-multiplier", ["label"] },
        { "voc", ["backbone"] },
        { "quantization", ["network", "precision"] },
        { "search", ["method"] },
    };

    private static readonly (string Column, string Claim, string Unit)[] Numbers =
    [
        ("parameters_millions", "parameters", "M"), ("multiply_adds_millions", "multiply-adds", "M"), ("multiply_adds_billions", "multiply-adds", "B"),
        ("top1_percent", "top-1", " %"), ("map_percent", "map", " %"), ("error_percent", "error", " %"), ("latency_ms", "latency", " ms"),
    ];

    [Fact]
    public void Numbers_are_found_by_name()
    {
        Assert.Equal(74.02, PaperTable.Load("variants.csv").Numbers("top1_percent")["(d)"]);
        Assert.Equal(5, PaperTable.Load("variants.csv").Numbers("parameters_millions").Count); // one row has none
        Assert.Equal("no_such_column", Assert.Throws<CsvException>(() => PaperTable.Load("variants.csv").Numbers("no_such_column")).Column);
        Assert.Equal("network", Assert.Throws<CsvException>(() => PaperTable.Load("widths.csv").Numbers("top1_percent")).Column);
    }

    [Theory]
    [MemberData(nameof(Claimed))]
    public void Every_number_of_a_table_is_a_claim_with_the_same_value_and_mark(string table, string[] key)
    {
        var ledger = ClaimLedger.Load();
        var read = PaperTable.Read($"{table}.csv", null);
        var cells =
            from row in read.Rows
            from number in Numbers
            where read.Header.Contains(number.Column) && row.Text(number.Column).Length > 0
            // The inset's parameters of two widths are not at hand, nor its accuracies other than the width table's.
            where table != "figure-1" || (row.Text("network") == "mobilenetv2" || (number.Claim == "parameters" && row.Text("source") != "OFF2"))
            select (Id: $"{table}.{string.Join('-', key.Select(column => Plain(row.Text(column))))}.{number.Claim}", Value: row.Text(number.Column) + number.Unit, Mark: row.Mark());
        Assert.NotEmpty(cells);
        Assert.All(cells, cell => Assert.Equal((cell.Value, cell.Mark), (ledger[cell.Id].Published, ledger[cell.Id].Mark)));
    }

    [Fact]
    public void The_index_names_every_table_and_no_other()
    {
        var files = Directory.GetFiles(Path.Combine(DataDirectory.Find(), "paper"), "*.csv").Select(path => Path.GetFileName(path)).Except(Apart);
        Assert.Equal(files.Order(), PaperIndex.Load().Items.Select(item => item.Table).OfType<string>().Order());
    }

    [Fact]
    public void What_no_source_confirms_is_left_out_and_counted()
    {
        var table = PaperTable.Load("widths.csv");
        Assert.Equal((5, 1), (table.ToDataFrame().Rows.Count, table.LeftOut));
        Assert.DoesNotContain("UNVERIFIED", table.ToDataFrame()["mark"].Cast<string>());
        Assert.Equal((0, 4), (PaperTable.Load("quantization.csv").ToDataFrame().Rows.Count, PaperTable.Load("quantization.csv").LeftOut));
    }

    [Fact]
    public void Figure_1_has_printed_and_counted_parameters()
    {
        var points = PublishedPoint.Load();
        var second = Assert.Single(points, p => p.Network == new CountedNetwork("mobilenetv2", 1.4));
        Assert.Equal((8, 74.9, 6.9, 6_108_776), (points.Count, second.Top1, second.PrintedParameters, second.Parameters));
    }

    private static string Plain(string key) =>
        key.Trim('(', ')').ToLowerInvariant().Replace(" + ", "-plus-").Replace(' ', '-');
}
