using Migration.Connectors.Ledger;
using Migration.Connectors.Sqlite.Engine;
using Migration.Connectors.Sqlite.Ledger;
using Migration.Connectors.Sqlite.Schema;
using Migration.Connectors.Tables;

namespace Migration.Connectors.Sqlite.Tables;

/// <summary>What comes after the rows of a table that the execution created: its indexes and its counter.</summary>
internal sealed class TableFinish(SqliteSession session, TableJob job, ITableSource source, TargetDdl ddl)
{
    public TableFinished Run()
    {
        var created = 0;
        if (UndoRecords.Read(session, job.ExecutionId, job.TargetTable) is { Kind: UndoKind.Created, Undone: false })
            created = CreateIndexes();
        // Until here a power failure may take back the last commits; now they are on the disk.
        session.Execute("PRAGMA wal_checkpoint(FULL)");
        return new TableFinished(created);
    }

    private int CreateIndexes()
    {
        var created = 0;
        if (job.IsBulk)
            // One connection builds; the sorts within a build share the threads.
            session.Execute($"PRAGMA threads={job.Configuration.Parallelism - 1}");
        foreach (var (name, sql) in ddl.Indexes(IsTaken))
        {
            created += WriteTransaction.Run(session, () =>
            {
                if (OwnerOf(name) is not null)
                    return 0;
                session.Execute(sql);
                return 1;
            });
        }
        if (source.Table.LastNumber is { } last)
            WriteTransaction.Run(session, () => CarryCounter(last));
        return created;
    }

    private void CarryCounter(long last)
    {
        var state = new TableState(session);
        if (new SqliteSchemaReader(session).ReadTable(job.TargetTable) is { HasAutoIncrement: true } table && (state.Sequence(table.Name) ?? 0) < last)
            state.SetSequence(table.Name, last);
    }

    private bool IsTaken(string name) => OwnerOf(name) is { } owner && !owner.Equals(job.TargetTable, StringComparison.OrdinalIgnoreCase);

    private string? OwnerOf(string name) => session.QueryText("SELECT tbl_name FROM sqlite_master WHERE name = ?1 COLLATE NOCASE", name);
}
