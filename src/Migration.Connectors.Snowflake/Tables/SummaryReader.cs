using System.Globalization;
using Migration.Connectors.Rows;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Ledger;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>
/// Tells of rows that stay in the account how many they are, where they end and their hash: the sum of Snowflake's HASH
/// of each, which is that of both for two ranges as well.
/// </summary>
internal sealed class SummaryReader(SnowflakeSession session, RowShape shape)
{
    /// <returns>How many rows there were.</returns>
    public async Task<long> ReadAsync(RowBatch batch, IEnumerable<string> conditions, long? limit, CancellationToken cancellation) => await session.ReadAsync(
        new(shape.Summarize(conditions, limit)), async reader =>
        {
            if (!await reader.ReadAsync(cancellation))
                return 0;
            if (shape.Key.Count > 0)
                batch.LastKey.Clear();
            EncodedKeys.Read(reader, shape.Key, shape.Name, batch.LastKey);
            var rows = reader.Number(shape.Key.Count);
            var hash = Int128.Parse(reader.GetString(shape.Key.Count + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            batch.Take(new RangeHash(unchecked((UInt128)hash), rows), (long)(rows * shape.RowWidth));
            batch.MissingValues += reader.Number(shape.Key.Count + 2);
            return rows;
        }, cancellation);
}
