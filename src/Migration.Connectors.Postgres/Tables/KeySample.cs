using System.Globalization;
using Migration.Connectors.Postgres.Engine;
using Migration.Connectors.Postgres.Values;
using Migration.Connectors.Rows;

namespace Migration.Connectors.Postgres.Tables;

/// <summary>
/// Keys that cut a table into parts of about one size: quantiles of a sample of its blocks, in the order of the key's
/// index. What it costs does not grow with the table.
/// </summary>
internal sealed class KeySample(PostgresSession session, RowShape shape)
{
    private const double RowsOfASample = 50_000;

    public async Task<IReadOnlyList<byte[]>> CutAsync(int parts, long rows, CancellationToken cancellation)
    {
        var keys = new List<byte[]>();
        var percent = Math.Clamp(100 * RowsOfASample / Math.Max(1, rows), 0.001, 100);
        await session.GuardAsync(async ending =>
        {
            session.Statements?.Add();
            await using var stream = await session.Connection.BeginRawBinaryCopyAsync($"COPY ({Query(parts, percent)}) TO STDOUT (FORMAT binary)", ending);
            var sample = new CopyOutReader(stream);
            await sample.ReadHeaderAsync(ending);
            do
            {
                while (sample.TryTake())
                    keys.Add(KeyOf(sample.Row));
            }
            while (await sample.WaitAsync(ending));
            return true;
        }, cancellation);
        return keys;
    }

    private byte[] KeyOf(ReadOnlySpan<byte> row)
    {
        var key = new KeyBuffer();
        foreach (var part in shape.Key)
        {
            FieldReader.Next(ref row, out var field);
            FieldReader.Read(key, part.Form, field);
        }
        return key.ToArray();
    }

    /// <summary>The last key of each part but the last one.</summary>
    private string Query(int parts, double percent)
    {
        var keys = string.Join(", ", shape.Key.Select((part, place) => $"{part.Value} AS k{place}"));
        var order = string.Join(", ", shape.Key.Select(part => part.Operand));
        var filter = shape.Filter is null ? "" : $" WHERE ({shape.Filter}\n)";
        return $"""
            SELECT {string.Join(", ", shape.Key.Select((_, place) => $"k{place}"))} FROM (
                SELECT {keys}, row_number() OVER (ORDER BY {order}) AS place, count(*) OVER () AS rows
                FROM {shape.Table} TABLESAMPLE SYSTEM ({percent.ToString("0.###", CultureInfo.InvariantCulture)}){filter}) AS sample
            WHERE place * {parts} / rows > (place - 1) * {parts} / rows AND place < rows ORDER BY place
            """;
    }
}
