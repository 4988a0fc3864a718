using Migration.Connectors.Tables;

namespace Migration.Connectors.Sqlite.Schema;

/// <summary>What a plan makes of a table.</summary>
/// <param name="IsWhole">The plan maps no columns: every one keeps its name.</param>
internal sealed record TargetShape(string Name, IReadOnlyList<MappedColumn> Columns, bool IsWhole);
