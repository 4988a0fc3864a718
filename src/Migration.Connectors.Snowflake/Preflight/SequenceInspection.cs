using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Schema;
using Migration.Connectors.Snowflake.Tables;
using Migration.Connectors.Tables;
using Migration.Core.Errors;
using Migration.Core.Problems;

namespace Migration.Connectors.Snowflake.Preflight;

/// <summary>Whether the role may make the sequences from which a table that is created takes its numbers.</summary>
internal sealed class SequenceInspection(SnowflakeSession session, SchemaPlace place)
{
    public async Task<IReadOnlyList<Problem>> RunAsync(TableJob job, SnowflakeTableSource source, CancellationToken cancellation)
    {
        var wanted = source.Columns.Where(column => column is { IsDirect: true, Source.DefaultExpression: not null })
            .Select(column => SequenceDefault.Of(column.Source!.DefaultExpression!, source.Place)).OfType<SequenceDefault>()
            .Where(found => found.Place == source.Place && found.Place != place).Select(found => found.Name).Distinct().ToList();
        if (wanted.Count == 0 || await MayAsync(cancellation))
            return [];
        var there = await session.QueryAsync($"SELECT SEQUENCE_NAME FROM {place.Catalog}.SEQUENCES WHERE SEQUENCE_SCHEMA = {SnowflakeNames.Literal(place.Schema)}", row => row.GetString(0), cancellation);
        var lacking = wanted.Except(there).ToList();
        var (role, _) = await session.ContextAsync(cancellation);
        return lacking.Count == 0 ? [] : [new($"tables.{job.TargetTable}", ErrorCodes.SchemaReduced,
            $"Database '{session.Options.Name}': role '{role}' lacks CREATE SEQUENCE on schema '{place.Schema}', so table '{job.TargetTable}' goes on taking its numbers from the source's: {string.Join(", ", lacking.Select(name => $"'{name}'"))}.",
            $"GRANT CREATE SEQUENCE ON SCHEMA {place.Name} TO ROLE {SnowflakeNames.Quote(role)}; or create them by hand.", Severity.Warning)];
    }

    private async Task<bool> MayAsync(CancellationToken cancellation)
    {
        try
        {
            return (await new Grants(session).MissingAsync($"SCHEMA {place.Name}", ["CREATE SEQUENCE"], cancellation)).Count == 0;
        }
        catch (SnowflakeFailure refused) when (refused.Code is ErrorCodes.TableUnknown or ErrorCodes.SchemaUnknown)
        {
            // The schema will be made, and the role own it.
            return true;
        }
    }
}
