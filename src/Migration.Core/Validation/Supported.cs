using Migration.Core.Plans;

namespace Migration.Core.Validation;

/// <summary>What of the plan language the product does. The rest is refused by its name.</summary>
public static class Supported
{
    public static IReadOnlyList<MigrationType> Types { get; } = [MigrationType.Data, MigrationType.Schema, MigrationType.Combined];

    public static IReadOnlyList<MigrationStrategy> Strategies { get; } = [MigrationStrategy.Batch, MigrationStrategy.Parallel, MigrationStrategy.Incremental, MigrationStrategy.Bulk];

    public static IReadOnlyList<TransformationType> Transformations { get; } =
        [TransformationType.Map, TransformationType.Convert, TransformationType.Compute, TransformationType.Filter];
}
