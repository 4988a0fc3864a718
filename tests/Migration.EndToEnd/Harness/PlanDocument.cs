namespace Migration.EndToEnd.Harness;

/// <summary>Plan files as a person writes them.</summary>
internal static class PlanDocument
{
    /// <summary>Writes a plan from LEGACY_DB to NEW_DB and returns its path.</summary>
    public static string Write(Deployment deployment, string rest)
    {
        var path = deployment.PathOf("plan.yaml");
        File.WriteAllText(path, $"""
            id: by-hand
            name: by hand
            sourceDatabase: LEGACY_DB
            targetDatabase: NEW_DB
            {rest}
            """);
        return path;
    }
}
