namespace Migration.Connectors.Postgres.Schema;

/// <summary>A secondary index that the target table gets.</summary>
/// <param name="Name">As in the source.</param>
/// <param name="Sql">The statement under a name that is free in the target.</param>
/// <param name="UniqueColumns">By which no two rows may agree; empty where it is not unique, or of more than columns.</param>
internal sealed record TargetIndex(string Name, Func<string, string> Sql, IReadOnlyList<string> UniqueColumns);
