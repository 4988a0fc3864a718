using Migration.Connectors.Schema;

namespace Migration.Connectors.Postgres.Schema;

/// <summary>A key that the target table gets.</summary>
/// <param name="Kind">PRIMARY KEY or UNIQUE.</param>
/// <param name="Name">Null lets PostgreSQL choose.</param>
internal sealed record TargetKey(string Kind, string? Name, IReadOnlyList<string> Columns)
{
    public string Sql(string table, string? kind = null) =>
        $"ALTER TABLE {table} ADD {(Name is null ? "" : $"CONSTRAINT {SqlNames.Quote(Name)} ")}{kind ?? Kind} ({SqlNames.QuoteAll(Columns)})";
}
