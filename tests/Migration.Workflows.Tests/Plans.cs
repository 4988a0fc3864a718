using Migration.Core.Plans;

namespace Migration.Workflows.Tests;

/// <summary>Plans as the tests need them.</summary>
internal static class Plans
{
    public static MigrationPlan Of(params string[] tables) => new()
    {
        Id = "shop",
        Name = "shop",
        SourceDatabase = "OLD",
        TargetDatabase = "NEW",
        Tables = [.. tables.Select(table => new TableMigration { SourceTable = table })],
    };
}
