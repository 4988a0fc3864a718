namespace Migration.Core.Plans;

/// <summary>What a table must know of the tables that it refers to.</summary>
public static class TableReferences
{
    /// <summary>Those that get another name, or whose columns are mapped, with these names alone.</summary>
    /// <param name="referred">Source tables that the table refers to.</param>
    public static IReadOnlyList<TableMigration> Of(IReadOnlyList<string> referred, IEnumerable<TableMigration> tables) =>
    [
        .. tables
            .Where(table => referred.Contains(table.SourceTable) && (table.Target != table.SourceTable || table.Columns.Count > 0))
            .Select(table => new TableMigration { SourceTable = table.SourceTable, TargetTable = table.TargetTable, Columns = table.Columns }),
    ];
}
