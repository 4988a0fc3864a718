using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Preflight;
using Migration.Connectors.Snowflake.Schema;
using Migration.Connectors.Tables;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>What a target table looks like before the first write.</summary>
internal static class TargetInspection
{
    public static async Task<TargetOutlook> RunAsync(SnowflakeSession session, SchemaPlace place, TableJob job, ITableSource source, CancellationToken cancellation)
    {
        var found = await new SnowflakeSchemaReader(session, place).LookAsync(job.TargetTable, cancellation);
        var table = found.Table;
        if (table is not null)
            source.Conform(table);
        long? rows = table is null ? null : await session.CountAsync($"SELECT COUNT(*) FROM {place.Of(table.Name)}", cancellation);
        var preparation = new TablePreparation(session, place, job, source);
        var outlook = TargetOutlook.Of(job, rows, preparation.Problems(found), preparation.Reductions);
        return table is null && preparation.Clone is { } clone
            ? outlook with { Problems = [.. outlook.Problems, clone.Outlook(), .. await new SequenceInspection(session, place).RunAsync(job, (SnowflakeTableSource)source, cancellation)] }
            : outlook;
    }
}
