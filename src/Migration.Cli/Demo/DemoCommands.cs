namespace Migration.Cli.Demo;

/// <summary>The words of the demo's commands.</summary>
internal static class DemoCommands
{
    /// <summary>As the specification's example has them.</summary>
    public static string[] Create(string plan) =>
    [
        "migrate", "plan", "create", plan,
        "--description", "Migrate user data from legacy to new schema",
        "--source-database", "LEGACY_DB",
        "--source-schema", "LEGACY_SCHEMA",
        "--target-database", "NEW_DB",
        "--target-schema", "NEW_SCHEMA",
        "--tables", "users,profiles,preferences",
        "--strategy", "BATCH",
        "--batch-size", "10000",
        "--enable-validation",
        "--enable-rollback",
    ];

    public static IEnumerable<(string Why, string[] Words)> Next(string execution, string plan) =>
    [
        ("Can it be undone?", ["migrate", "validate-rollback", execution]),
        ("Undo it: the target as it was", ["migrate", "rollback", execution, "--wait"]),
        ("Run it again, in the background", ["migrate", "execute", plan]),
        ("Every execution", ["migrate", "list"]),
        ("Stop the host that these start", ["server", "stop"]),
    ];
}
