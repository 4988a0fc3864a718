using Temporalio.Common;

namespace Migration.Workflows;

/// <summary>The names under which Temporal knows a migration: queue, ids and search attributes.</summary>
public static class MigrationNames
{
    public const string TaskQueue = "migration";

    public static readonly SearchAttributeKey<string> PlanId = SearchAttributeKey.CreateKeyword("MigrationPlanId");
    public static readonly SearchAttributeKey<string> Status = SearchAttributeKey.CreateKeyword("MigrationStatus");
    public static readonly SearchAttributeKey<string> Phase = SearchAttributeKey.CreateKeyword("MigrationPhase");
    public static readonly SearchAttributeKey<string> Source = SearchAttributeKey.CreateKeyword("MigrationSource");
    public static readonly SearchAttributeKey<string> Target = SearchAttributeKey.CreateKeyword("MigrationTarget");

    /// <summary>All of them are of type Keyword and must be registered before the first migration starts.</summary>
    public static readonly IReadOnlyList<string> SearchAttributes =
        [PlanId.Name, Status.Name, Phase.Name, Source.Name, Target.Name];

    /// <summary>Stands in the memo of an execution that writes nothing.</summary>
    public const string DryRunMemo = "dryRun";

    /// <summary>A workflow task that a killed worker took is given to another after this long.</summary>
    public static readonly TimeSpan WorkflowTaskTimeout = TimeSpan.FromSeconds(5);

    public static string TableWorkflowId(string executionId, string sourceTable) => $"{executionId}/{sourceTable}";
}
