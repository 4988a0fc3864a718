using Migration.Connectors.Schema;

namespace Migration.Connectors.Postgres.Schema;

/// <summary>A key that the target table gets.</summary>
/// <param name="Kind">PRIMARY KEY or UNIQUE.</param>
/// <param name="Name">Null where the source says none that could stay.</param>
internal sealed record TargetKey(string Kind, string? Name, IReadOnlyList<string> Columns)
{
    public const string Primary = "PRIMARY KEY";
    public const string Unique = "UNIQUE";

    public string What => Kind == Primary ? "primary key" : "unique key";

    /// <summary>As PostgreSQL names keys itself.</summary>
    public string NameOn(string table) => Name ?? RelationNames.Fit(Kind == Primary ? $"{table}_pkey" : $"{table}_{string.Join('_', Columns)}_key");

    public string IndexSql(string table, string name) => $"CREATE UNIQUE INDEX {SqlNames.Quote(name)} ON {table} ({SqlNames.QuoteAll(Columns)})";

    /// <summary>Makes the key of its index; both have one name.</summary>
    public static string AttachSql(string table, string kind, string name) => $"ALTER TABLE {table} ADD CONSTRAINT {SqlNames.Quote(name)} {kind} USING INDEX {SqlNames.Quote(name)}";
}
