namespace Migration.EndToEnd.Harness;

/// <summary>Plan files as a person writes them.</summary>
internal static class PlanDocument
{
    /// <summary>Writes a plan from LEGACY_DB to NEW_DB and returns its path.</summary>
    public static string Write(Deployment deployment, string rest) => Write(deployment, "LEGACY_DB", "NEW_DB", rest);

    public static string Write(Deployment deployment, string source, string target, string rest)
    {
        var id = $"{source}-{target}".ToLowerInvariant();
        var path = deployment.PathOf($"{id}.yaml");
        File.WriteAllText(path, $"""
            id: {id}
            name: by hand
            sourceDatabase: {source}
            targetDatabase: {target}
            {rest}
            """);
        return path;
    }
}
