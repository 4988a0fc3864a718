using Migration.Conformance;
using Migration.EndToEnd.Harness;

namespace Migration.EndToEnd.Crashes;

/// <summary>The ways to, within and from Snowflake.</summary>
internal static class SnowflakePaths
{
    private const string Settings = "configuration: { batchSize: 25, maxRetries: 1000, retryDelay: 50ms }";
    private const string Tables = "tables: [{ sourceTable: users }, { sourceTable: profiles }, { sourceTable: preferences }]";

    private const string Synced = "{ sourceTable: users }, { sourceTable: profiles }";

    /// <summary>A target in which rows of the source are missing, stale and surplus.</summary>
    private const string Drift = """
        INSERT INTO users SELECT * FROM LEGACY.PUBLIC.users WHERE MOD(id, 5) <> 0;
        INSERT INTO profiles SELECT * FROM LEGACY.PUBLIC.profiles WHERE MOD(user_id, 5) <> 0;
        UPDATE users SET name = 'Stale' WHERE MOD(id, 5) = 1;
        UPDATE profiles SET body = 'Stale' WHERE MOD(user_id, 5) = 1;
        """;

    /// <summary>Columns of Snowflake are in upper case, those of the PostgreSQL in lower.</summary>
    private const string TablesToPostgres = """
        tables:
          - { sourceTable: users, columns: [{ sourceColumn: ID, targetColumn: id }, { sourceColumn: EMAIL, targetColumn: email }, { sourceColumn: NAME, targetColumn: name }, { sourceColumn: BALANCE, targetColumn: balance }, { sourceColumn: SCORE, targetColumn: score }, { sourceColumn: PHOTO, targetColumn: photo }, { sourceColumn: CREATED_AT, targetColumn: created_at }] }
          - { sourceTable: profiles, columns: [{ sourceColumn: USER_ID, targetColumn: user_id }, { sourceColumn: KIND, targetColumn: kind }, { sourceColumn: BODY, targetColumn: body }] }
          - { sourceTable: preferences, columns: [{ sourceColumn: USER_ID, targetColumn: user_id }, { sourceColumn: Key Name }, { sourceColumn: VALUE, targetColumn: value }] }
        """;

    /// <summary>Each row that differed was changed once, and nothing else.</summary>
    public static void AssertSynced(CrashPath path, string execution)
    {
        foreach (var (table, key) in new[] { ("users", "id"), ("profiles", "user_id") })
        {
            Assert.Equal(path.Source.RowsWhere(table, "TRUE"), path.Target.RowsWhere(table, "TRUE"));
            Assert.Equal(
                path.Source.Select($"SELECT SUM(IFF(MOD({key}, 5) = 0, 1, 0)), SUM(IFF(MOD({key}, 5) = 1, 1, 0)), 40 FROM {table}").Single(),
                path.Target.Select($"SELECT SUM(inserted), SUM(updated), SUM(deleted) FROM _migration_ranges WHERE execution = '{execution}' AND table_name = '{path.Target.Stored(table)}'").Single());
        }
    }

    public static IReadOnlyList<CrashPath> Create(SnowflakeAccount account, Deployment deployment, int users)
    {
        var (legacyFile, newFile) = (new ProvenSqlite(deployment.Source, strict: true), new ProvenSqlite(deployment.Target));
        var (legacy, fromFile, within) = (new ProvenSnowflake(account, "LEGACY"), new ProvenSnowflake(account, "FROM_FILE"), new ProvenSnowflake(account, "WITHIN"));
        var synced = new ProvenSnowflake(account, "SYNCED") { Occupants = Drift };
        var server = new ProvenPostgres(PostgresServer.Shared!, $"crash_{Guid.NewGuid():N}", PostgresServer.Shared!.Port);
        deployment.Configure([("LEGACY_FILE", legacyFile), ("NEW_FILE", newFile), ("NEW_SERVER", server), ("LEGACY", legacy), ("FROM_FILE", fromFile), ("WITHIN", within), ("SYNCED", synced)]);
        legacyFile.CreateLegacy(users);
        legacy.CreateLegacy(users);
        return
        [
            new("sqlite → snowflake", legacyFile, fromFile, Plan("LEGACY_FILE", "FROM_FILE", Tables)),
            new("snowflake → snowflake", legacy, within, Plan("LEGACY", "WITHIN", Tables)),
            new("snowflake → snowflake, synchronized", legacy, synced, Plan("LEGACY", "SYNCED", $"strategy: INCREMENTAL\ntables: [{Synced}]")) { Tables = ["profiles", "users"] },
            new("snowflake → sqlite", legacy, newFile, Plan("LEGACY", "NEW_FILE", Tables)),
            new("snowflake → postgres", legacy, server, Plan("LEGACY", "NEW_SERVER", TablesToPostgres)),
        ];

        string Plan(string source, string target, string tables) => PlanDocument.Write(deployment, source, target, $"{tables}\n{Settings}");
    }
}
