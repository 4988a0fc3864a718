using Migration.Connectors.Postgres.Engine;
using Migration.Connectors.Postgres.Schema;
using Migration.Connectors.Tables;
using Migration.Core.Errors;
using Migration.Core.Problems;

namespace Migration.Connectors.Postgres.Tables;

/// <summary>What a target table looks like before the first write.</summary>
internal sealed class TargetInspection(PostgresSession session, string schema, TableJob job, ITableSource source)
{
    public async Task<TargetOutlook> RunAsync(CancellationToken cancellation)
    {
        var table = await new PostgresSchemaReader(session, schema).ReadTableAsync(job.TargetTable, cancellation);
        if (table is not null)
            source.Conform(table);
        var rows = table is null ? 0 : await session.ScalarAsync<long>($"SELECT count(*) FROM {PostgresNames.Of(schema, table.Name)}", cancellation);
        var preparation = new TablePreparation(session, schema, job, source);
        var problems = (await preparation.ProblemsAsync(cancellation)).ToList();
        if (table is null && problems.Count == 0)
            problems.AddRange(preparation.Ddl.Warnings().Select(Reduced));
        if (rows > 0)
            problems.Add(new Problem($"tables.{job.TargetTable}", ErrorCodes.TargetNotEmpty, $"Table '{job.TargetTable}' of the target holds {rows} rows already.",
                "Rows are added to them; where keys collide the table stops.", Severity.Warning));
        return new TargetOutlook(table is not null, rows, problems);
    }

    private Problem Reduced(string warning) => new(
        $"tables.{job.TargetTable}", ErrorCodes.SchemaReduced, warning, "Map the columns that it needs as they are, or create it by hand.", Severity.Warning);
}
