using Migration.Connectors;
using Migration.Connectors.Schema;
using Migration.Core.Errors;

namespace Migration.Planning;

/// <summary>Has a database compile a query of a plan, without running it.</summary>
internal static class QueryCompilation
{
    /// <summary>Null where the query is sound and gives one value, else what the engine says.</summary>
    public static async Task<string?> ComplaintAsync(IDatabase database, (string Name, SchemaDefinition Definition) schema, string query, CancellationToken cancellation) =>
        await ShapeAsync(database, schema, query, cancellation) ?? await NamesAsync(database, schema.Name, query, cancellation);

    // As an expression of any table: that it is one query and gives one value. The table's columns would be visible there, hence NamesAsync.
    private static async Task<string?> ShapeAsync(IDatabase database, (string Name, SchemaDefinition Definition) schema, string query, CancellationToken cancellation) =>
        schema.Definition.Tables.Count == 0
            ? null
            : await database.CheckExpressionAsync(schema.Name, schema.Definition.Tables[0].Name, $"({query}\n)", cancellation);

    private static async Task<string?> NamesAsync(IDatabase database, string schema, string query, CancellationToken cancellation)
    {
        try
        {
            await database.QueryScalarAsync(schema, $"EXPLAIN {query}", cancellation);
            return null;
        }
        catch (MigrationException e) when (!e.IsTransient)
        {
            return e.Message;
        }
    }
}
