using Migration.Connectors.Sqlite.Engine;
using Migration.Connectors.Sqlite.Schema;
using Migration.Connectors.Tables;

namespace Migration.Connectors.Sqlite.Tables;

/// <summary>What a target table looks like before the first write.</summary>
internal sealed class TargetInspection(SqliteSession session, TableJob job, ITableSource source)
{
    public TargetOutlook Run()
    {
        var table = new SqliteSchemaReader(session).ReadTable(job.TargetTable);
        long? rows = table is null ? null : session.QueryInteger($"SELECT count(*) FROM {SqliteNames.Quote(table.Name)}");
        var preparation = new TablePreparation(session, job, source);
        return TargetOutlook.Of(job, rows, preparation.Problems(), () => preparation.Reduced);
    }
}
