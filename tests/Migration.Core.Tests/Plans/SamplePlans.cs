using System.Text.Json;
using Migration.Core.Plans;

namespace Migration.Core.Tests.Plans;

internal static class SamplePlans
{
    public static MigrationPlan Minimal { get; } = new()
    {
        Id = "users",
        Name = "Users",
        SourceDatabase = "LEGACY_DB",
        TargetDatabase = "NEW_DB",
    };

    public static MigrationPlan Full { get; } = Minimal with
    {
        Description = "Everything: \"quotes\", a colon, Grün 🌱\nand a second line",
        Type = MigrationType.Data,
        SourceSchema = "main",
        TargetSchema = "archive",
        Tables =
        [
            new TableMigration
            {
                SourceTable = "users",
                TargetTable = "people",
                Columns =
                [
                    new ColumnMapping { SourceColumn = "id", Required = true },
                    new ColumnMapping { SourceColumn = "zip", DefaultValue = JsonSerializer.SerializeToElement("01234") },
                    new ColumnMapping { SourceColumn = "age", DefaultValue = JsonElement.Parse("18"), DataType = "INTEGER" },
                    new ColumnMapping { TargetColumn = "mail", Transform = new DataTransformation { Type = TransformationType.Compute, Expression = "lower(email)" } },
                    new ColumnMapping { SourceColumn = "score", Transform = new DataTransformation { Type = TransformationType.Convert, DataType = "REAL" } },
                ],
                Transformations = [new DataTransformation { Type = TransformationType.Filter, Expression = "deleted = 0" }],
                Validations = [new ValidationRule { Name = "hash", Type = ValidationType.Accuracy }],
            },
            new TableMigration { SourceTable = "order" },
        ],
        Dependencies = ["reference-data"],
        PreConditions = [new PreCondition { Name = "some", Query = "SELECT count(*) FROM users", Expected = "3", Side = PlanSide.Target }],
        PostActions = [new PostAction { Name = "analyze", Statement = "ANALYZE", ContinueOnError = true }],
        Validations = [new ValidationRule { Name = "counts", Type = ValidationType.RowCount, Tables = ["users"] }],
        Configuration = new MigrationConfiguration { BatchSize = 500, RetryDelay = TimeSpan.FromMilliseconds(250), MemoryLimit = 2_000_001 },
        EstimatedTime = TimeSpan.FromSeconds(90),
        EstimatedSize = 3 * 1024 * 1024,
    };
}
