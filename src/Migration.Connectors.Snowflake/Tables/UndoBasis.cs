using Migration.Connectors.Ledger;
using Migration.Connectors.Schema;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Ledger;
using Migration.Connectors.Snowflake.Preflight;
using Migration.Connectors.Snowflake.Schema;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>Whether what the rollback of a table rests on is there: the clone with the rows of before, and the right to write.</summary>
internal sealed class UndoBasis(SnowflakeSession session, SchemaPlace place)
{
    /// <returns>What is missing, a sentence; null where nothing is.</returns>
    public async Task<string?> WhyNotAsync(UndoRecord undo, TableDefinition table, CancellationToken cancellation)
    {
        if (undo is { Kind: not UndoKind.Created, KeysTable: { } clone } && await CloneAsync(clone, undo.Before.Rows, cancellation) is { } why)
            return why;
        string[] needed = undo.Kind == UndoKind.Created ? [Grants.Owner] : ["DELETE", "INSERT"];
        var target = $"TABLE {place.Of(table.Name)}";
        return await new Grants(session).MissingAsync(target, needed, cancellation) is [_, ..] missing
            ? $"The role of the connection lacks {string.Join(" and ", missing)} on {target}. Grant it to the role, or name a role in the connection that has it."
            : null;
    }

    private async Task<string?> CloneAsync(string clone, long rows, CancellationToken cancellation)
    {
        if (await new SnowflakeSchemaReader(session, place).TypeOfAsync(clone, cancellation) is null)
            return $"The clone '{clone}', which has the {rows} rows of before, is gone. {await new DroppedObjects(session, place).TableAsync(clone, cancellation)}";
        var held = await session.CountAsync($"SELECT COUNT(*) FROM {place.Of(clone)}", cancellation);
        return held == rows ? null : $"The clone '{clone}' has {held} rows where the table had {rows} before: somebody wrote to it, or a policy hides rows from the role.";
    }
}
