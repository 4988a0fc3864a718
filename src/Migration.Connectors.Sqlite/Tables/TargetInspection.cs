using Migration.Connectors.Sqlite.Engine;
using Migration.Connectors.Sqlite.Schema;
using Migration.Connectors.Tables;
using Migration.Core.Errors;
using Migration.Core.Problems;

namespace Migration.Connectors.Sqlite.Tables;

/// <summary>What a target table looks like before the first write.</summary>
internal sealed class TargetInspection(SqliteSession session, TableJob job, ITableSource source)
{
    public TargetOutlook Run()
    {
        var table = new SqliteSchemaReader(session).ReadTable(job.TargetTable);
        var rows = table is null ? 0 : session.QueryInteger($"SELECT count(*) FROM {SqliteNames.Quote(table.Name)}");
        var preparation = new TablePreparation(session, job, source);
        var problems = preparation.Problems().ToList();
        if (table is null && problems.Count == 0)
            problems.AddRange(preparation.Reduced.Select(Reduced));
        if (rows > 0)
            problems.Add(new Problem($"tables.{job.TargetTable}", ErrorCodes.TargetNotEmpty, $"Table '{job.TargetTable}' of the target holds {rows} rows already.",
                "Rows are added to them; where keys collide the table stops.", Severity.Warning));
        return new TargetOutlook(table is not null, rows, problems);
    }

    private Problem Reduced(string warning) => new(
        $"tables.{job.TargetTable}", ErrorCodes.SchemaReduced, warning, "Map the columns that it needs as they are, or create it by hand.", Severity.Warning);
}
