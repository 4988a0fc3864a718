using Migration.Conformance;
using Migration.EndToEnd.Harness;

namespace Migration.EndToEnd.Crashes;

/// <summary>The ways to, within and from PostgreSQL.</summary>
internal static class PostgresPaths
{
    /// <param name="at">The server, and where the product finds it.</param>
    /// <param name="plan">The rest of each plan.</param>
    public static IReadOnlyList<CrashPath> Create(Deployment deployment, (PostgresServer Server, int Port) at, int users, string plan)
    {
        var (legacyFile, newFile) = (new ProvenSqlite(deployment.Source, strict: true), new ProvenSqlite(deployment.Target));
        var (legacy, fromFile, fromServer) = (Database("legacy"), Database("from_file"), Database("from_server"));
        deployment.Configure([("LEGACY_FILE", legacyFile), ("NEW_FILE", newFile), ("LEGACY", legacy), ("FROM_FILE", fromFile), ("FROM_SERVER", fromServer)]);
        legacyFile.CreateLegacy(users);
        legacy.CreateLegacy(users);
        return
        [
            new("sqlite → postgres", legacyFile, fromFile, Plan("LEGACY_FILE", "FROM_FILE")),
            new("postgres → postgres", legacy, fromServer, Plan("LEGACY", "FROM_SERVER")),
            new("postgres → sqlite", legacy, newFile, Plan("LEGACY", "NEW_FILE")),
        ];

        ProvenPostgres Database(string name) => new(at.Server, name, at.Port);

        string Plan(string source, string target) => PlanDocument.Write(deployment, source, target, plan);
    }
}
