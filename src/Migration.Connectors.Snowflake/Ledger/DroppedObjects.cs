using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Schema;

namespace Migration.Connectors.Snowflake.Ledger;

/// <summary>What a person dropped of what a rollback rests on, and the statement that brings it back: sentences.</summary>
internal sealed class DroppedObjects(SnowflakeSession session, SchemaPlace place)
{
    /// <summary>Why nothing is known of an execution in a schema where something was; null where nothing is missing.</summary>
    public async Task<string?> LedgerAsync(LedgerTables tables, CancellationToken cancellation)
    {
        if (await tables.MissingAsync(cancellation) is { Count: > 0 } missing)
            return $"Tables of the ledger are gone from schema '{place.Schema}'. Within their retention these statements bring them back, then ask again: {string.Join("; ", missing.Select(table => $"UNDROP TABLE {table}"))}.";
        return await SchemaAsync(cancellation);
    }

    /// <param name="name">Stored.</param>
    public async Task<string> TableAsync(string name, CancellationToken cancellation) =>
        await WasDroppedAsync($"SHOW TABLES HISTORY IN SCHEMA {place.Name}", name, cancellation)
            ? $"UNDROP TABLE {place.Of(name)} brings it back as it was when it was dropped, as long as its retention lasts; then ask again."
            : "It is not among the tables that UNDROP TABLE could bring back: it was renamed, or its retention is over.";

    private async Task<string?> SchemaAsync(CancellationToken cancellation)
    {
        var isThere = await session.CountAsync($"SELECT COUNT(*) FROM {place.Catalog}.SCHEMATA WHERE SCHEMA_NAME = {SnowflakeNames.Literal(place.Schema)}", cancellation) > 0;
        return isThere || !await WasDroppedAsync($"SHOW SCHEMAS HISTORY IN DATABASE {SnowflakeNames.Quote(place.Database)}", place.Schema, cancellation)
            ? null
            : $"Schema '{place.Schema}' was dropped, and the ledger with it. UNDROP SCHEMA {place.Name} brings both back, as long as its retention lasts; then ask again.";
    }

    // The name itself comes before all that begin with it, so it is on the first page.
    private async Task<bool> WasDroppedAsync(string show, string name, CancellationToken cancellation) =>
        (await session.QueryAsync($"{show} STARTS WITH {SnowflakeNames.Literal(name)} LIMIT {ShowPages.MostRows}", row => (Name: row.Text("name"), Dropped: row.TextOrNull("dropped_on")), cancellation)).Exists(one => one.Name == name && one.Dropped is not null);
}
