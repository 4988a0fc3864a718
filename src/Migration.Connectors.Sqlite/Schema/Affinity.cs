namespace Migration.Connectors.Sqlite.Schema;

/// <summary>The type that a column prefers, from its declared type by SQLite's five rules.</summary>
internal enum Affinity
{
    Blob,
    Text,
    Numeric,
    Integer,
    Real,
}
