using Migration.Connectors.Ledger;
using Migration.Connectors.Postgres.Engine;
using Migration.Connectors.Rows;
using Migration.Connectors.Schema;
using Migration.Connectors.Tables;
using Migration.Core.Errors;

namespace Migration.Connectors.Postgres.Tables;

/// <summary>
/// Copies ranges inside one database, under the snapshot in which the source reads and hashes them: the rows are the
/// same to the letter, whoever writes to the source meanwhile.
/// </summary>
internal sealed class PushDown(PostgresSession session, PostgresTableSource source, string table, string snapshot) : IRowSink
{
    public string? Snapshot => snapshot;

    /// <summary>Ranges by a key that no row lacks, both tables in one database.</summary>
    public static bool IsPossible(PostgresSession session, ITableSource source) => source is PostgresTableSource { Key: { Kind: KeyKind.Columns, MayBeNull: false } } own
        && own.Place == (session.Connection.Host ?? "", session.Connection.Port, session.Connection.Database);

    public async Task<bool> WriteAsync(RowBatch batch, RangeCursor from, CancellationToken cancellation)
    {
        var columns = SqlNames.QuoteAll(source.Columns.Select(c => c.Target));
        var inserted = await session.ExecuteAsync(
            $"INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE {source.SelectRange(from.After.Span, batch.LastKey.Encoded)}", cancellation);
        return inserted == batch.Rows ? true : throw new MigrationException(ErrorCodes.SourceChanged,
            "A range of the source did not hold the rows that were read from it. Nothing of the range was written; it is tried again.", transient: true);
    }
}
