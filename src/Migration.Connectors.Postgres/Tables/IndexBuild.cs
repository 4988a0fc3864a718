namespace Migration.Connectors.Postgres.Tables;

/// <summary>An index that is to be built.</summary>
/// <param name="What">For a person: <c>primary key</c>, <c>unique index 'a'</c>.</param>
/// <param name="UniqueColumns">By which no two rows may agree; empty where it is not unique, or of more than columns.</param>
internal sealed record IndexBuild(string Name, string Sql, string What, IReadOnlyList<string> UniqueColumns);
