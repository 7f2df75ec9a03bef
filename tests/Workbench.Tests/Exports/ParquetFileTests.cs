using ParquetSharp;
using Workbench.Exports;

namespace Workbench.Tests.Exports;

/// <summary>Tables as Parquet files, read again by Apache's own C++ library.</summary>
public sealed class ParquetFileTests
{
    private static readonly string LongName = new('n', 3000);

    private static readonly TypedTable Mixed = TypedTable.Of(
    [
        [("run", "1234567890123456"), ("seed", 1L), ("share", 0.5), ("right", true), ("both", 1L), ("sometimes", "x,\"y\"\nz"), (LongName, 7L)],
        [("run", "00000000000000e4"), ("seed", 2L), ("share", double.NaN), ("right", null), ("both", 0.25), ("never", null)],
        [("run", "ü"), ("seed", null), ("share", null), ("right", false), ("both", null), ("sometimes", ""), ("share", 9.0)],
    ]);

    [Fact]
    public async Task Types_names_and_what_is_missing_come_back()
    {
        var columns = await ReadAsync(Mixed);

        Assert.Equal(["run", "seed", "share", "right", "both", "sometimes", LongName, "never"], columns.Keys);
        Assert.Equal(["1234567890123456", "00000000000000e4", "ü"], (string?[])columns["run"]);
        Assert.Equal([1L, 2L, null], (long?[])columns["seed"]);
        Assert.Equal([0.5, double.NaN, null], (double?[])columns["share"]);
        Assert.Equal([true, null, false], (bool?[])columns["right"]);
        Assert.Equal([1.0, 0.25, null], (double?[])columns["both"]);
        Assert.Equal(["x,\"y\"\nz", null, ""], (string?[])columns["sometimes"]);
        Assert.Equal([7L, null, null], (long?[])columns[LongName]);
        Assert.Equal([null, null, null], (double?[])columns["never"]);
    }

    [Fact]
    public async Task The_same_table_gives_the_same_bytes() => Assert.Equal(await BytesAsync(Mixed), await BytesAsync(Mixed));

    [Fact]
    public async Task A_table_of_many_rows_comes_back()
    {
        var columns = await ReadAsync(TypedTable.Of(Enumerable.Range(0, 5000).Select(i => (IReadOnlyList<(string, object?)>)[("i", (long)i), ("word", $"w{i % 7}"), ("n", i % 3 == 0 ? null : i / 8.0)])));
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => (long?)i), (long?[])columns["i"]);
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => $"w{i % 7}"), (string?[])columns["word"]);
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => i % 3 == 0 ? (double?)null : i / 8.0), (double?[])columns["n"]);
    }

    /// <summary>The columns of a file by name, in order.</summary>
    internal static Dictionary<string, Array> Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        using var file = new ParquetFileReader(stream);
        using var group = file.RowGroup(0);
        Assert.Equal(1, file.FileMetaData.NumRowGroups);
        var rows = checked((int)group.MetaData.NumRows);
        var columns = new Dictionary<string, Array>();
        for (var i = 0; i < file.FileMetaData.NumColumns; i++)
        {
            using var column = group.Column(i);
            var name = column.ColumnDescriptor.Name;
            columns[name] = column.Type switch
            {
                PhysicalType.Int64 => column.LogicalReader<long?>().ReadAll(rows),
                PhysicalType.Double => column.LogicalReader<double?>().ReadAll(rows),
                PhysicalType.Boolean => column.LogicalReader<bool?>().ReadAll(rows),
                PhysicalType.ByteArray => column.LogicalReader<string>().ReadAll(rows),
                var other => throw new InvalidDataException($"{name} is a {other}"),
            };
        }

        return columns;
    }

    private static async Task<Dictionary<string, Array>> ReadAsync(TypedTable table) => Read(await BytesAsync(table));

    private static Task<byte[]> BytesAsync(TypedTable table) => ParquetFile.BytesAsync(table, TestContext.Current.CancellationToken);
}
