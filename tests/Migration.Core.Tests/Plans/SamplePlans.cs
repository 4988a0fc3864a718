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
                Validations = [new ValidationRule { Name = "hash", Type = ValidationType.Accuracy, Confidence = 0.99m, Margin = 0.02m }],
            },
            new TableMigration { SourceTable = "order" },
        ],
        Dependencies = ["reference-data"],
        PreConditions = [new PreCondition { Name = "some", Query = "SELECT count(*) FROM users", Expected = "3", Side = PlanSide.Target }],
        PostActions = [new PostAction { Name = "analyze", Statement = "ANALYZE", ContinueOnError = true }],
        Validations =
        [
            new ValidationRule { Name = "counts", Type = ValidationType.RowCount, Tables = ["users"] },
            new ValidationRule { Name = "ages", Type = ValidationType.DataQuality, Tables = ["users"], Side = PlanSide.Source, Check = QualityCheck.Range, Columns = ["age"], Minimum = "0", Maximum = "150" },
            new ValidationRule { Name = "mails", Type = ValidationType.DataQuality, Tables = ["users"], Check = QualityCheck.Pattern, Columns = ["mail"], Pattern = "^[^@]+@" },
            new ValidationRule { Name = "states", Type = ValidationType.DataQuality, Tables = ["order"], Check = QualityCheck.AllowedValues, Columns = ["state"], Values = ["new", "1"] },
            new ValidationRule { Name = "recent", Type = ValidationType.DataQuality, Tables = ["order"], Check = QualityCheck.Freshness, Columns = ["at"], MaxAge = TimeSpan.FromHours(36) },
            new ValidationRule { Name = "buyers", Type = ValidationType.Integrity, Tables = ["order"], Columns = ["buyer"], ReferencedTable = "people", ReferencedColumns = ["id"] },
            new ValidationRule { Name = "sums", Type = ValidationType.Consistency, Tables = ["order"], Columns = ["price"], Aggregates = ["SUM", "MAX"], Tolerance = 0.01m },
            new ValidationRule { Name = "buying", Type = ValidationType.Consistency, Query = "SELECT count(DISTINCT buyer) FROM \"order\"", TargetQuery = "SELECT count(DISTINCT buyer) FROM \"order\" WHERE TRUE" },
            new ValidationRule { Name = "none", Type = ValidationType.Custom, Query = "SELECT count(*) FROM people WHERE age < 0", Expected = "0" },
        ],
        Configuration = new MigrationConfiguration { BatchSize = 500, RetryDelay = TimeSpan.FromMilliseconds(250), MemoryLimit = 2_000_001 },
        EstimatedTime = TimeSpan.FromSeconds(90),
        EstimatedSize = 3 * 1024 * 1024,
    };
}
