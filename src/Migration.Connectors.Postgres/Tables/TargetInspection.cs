using Migration.Connectors.Postgres.Engine;
using Migration.Connectors.Postgres.Schema;
using Migration.Connectors.Tables;

namespace Migration.Connectors.Postgres.Tables;

/// <summary>What a target table looks like before the first write.</summary>
internal sealed class TargetInspection(PostgresSession session, string schema, TableJob job, ITableSource source)
{
    public async Task<TargetOutlook> RunAsync(CancellationToken cancellation)
    {
        var table = await new PostgresSchemaReader(session, schema).ReadTableAsync(job.TargetTable, cancellation);
        if (table is not null)
            source.Conform(table);
        long? rows = table is null ? null : await session.ScalarAsync<long>($"SELECT count(*) FROM {PostgresNames.Of(schema, table.Name)}", cancellation);
        var preparation = new TablePreparation(session, schema, job, source);
        return TargetOutlook.Of(job, rows, await preparation.ProblemsAsync(cancellation), preparation.Ddl.Warnings);
    }
}
