using Parquet;
using Parquet.Schema;

namespace Workbench.Exports;

/// <summary>A table as a Parquet file, which pandas, Polars, R and DuckDB read with its types.</summary>
internal static class ParquetFile
{
    /// <summary>The bytes of the file, the same for the same table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="cancellation">Stops.</param>
    public static async Task<byte[]> BytesAsync(TypedTable table, CancellationToken cancellation)
    {
        DataField[] fields = [.. table.Columns.Select(column => new DataField(column.Name, column.Values.GetType().GetElementType()!, isNullable: true))];
        using var bytes = new MemoryStream();
        await using (var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), bytes, cancellationToken: cancellation))
        {
            using var rows = writer.CreateRowGroup();
            foreach (var (field, column) in fields.Zip(table.Columns))
            {
                await (column.Values switch
                {
                    long?[] wholes => rows.WriteAsync<long>(field, wholes, cancellationToken: cancellation),
                    double?[] numbers => rows.WriteAsync<double>(field, numbers, cancellationToken: cancellation),
                    bool?[] truths => rows.WriteAsync<bool>(field, truths, cancellationToken: cancellation),
                    _ => rows.WriteAsync(field, (string[])column.Values),
                });
            }

            rows.CompleteValidate();
        }

        return bytes.ToArray();
    }
}
