namespace Migration.Client;

/// <summary>The name under which Temporal knows the workflow of an execution.</summary>
internal static class MigrationWorkflowType
{
    public const string Name = "MigrationWorkflow";
}
