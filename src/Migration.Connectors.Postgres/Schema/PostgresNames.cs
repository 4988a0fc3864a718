using Migration.Connectors.Schema;

namespace Migration.Connectors.Postgres.Schema;

/// <summary>Names as SQL text, always quoted: catalog-true.</summary>
internal static class PostgresNames
{
    /// <summary>Everything of ours in a target begins with this, and is no part of its schema.</summary>
    public const string OwnPrefix = "_migration_";

    public static string Of(string schema, string name) => $"{SqlNames.Quote(schema)}.{SqlNames.Quote(name)}";
}
