using Microsoft.Data.Sqlite;
using Migration.Connectors;
using Migration.Connectors.Sqlite;
using Migration.Core.Plans;

namespace Migration.Planning.Tests;

/// <summary>A source and a target of one test, as SQLite files.</summary>
internal sealed class Databases : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("migration-planning-").FullName;
    private readonly Dictionary<string, DatabaseSettings> settings = [];

    public Databases(string source, string? target = null)
    {
        Add("LEGACY_DB", "legacy.db");
        Add("NEW_DB", "new.db");
        Run("legacy.db", source);
        if (target is not null) Run("new.db", target);
    }

    public ConnectorCatalog Catalog => new([new SqliteConnector()], settings);

    public static MigrationPlan Plan { get; } = new() { Id = "p", Name = "P", SourceDatabase = "LEGACY_DB", TargetDatabase = "NEW_DB" };

    public static MigrationPlan PlanOf(params TableMigration[] tables) => Plan with { Tables = tables };

    public void Add(string name, string file) =>
        settings[name] = new DatabaseSettings(name, "sqlite", new Dictionary<string, string> { ["path"] = Path.Combine(folder, file) });

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(folder, file), text);

    public bool Exists(string file) => File.Exists(Path.Combine(folder, file));

    public Task<PlanInspectionResult> InspectAsync(MigrationPlan plan) => PlanInspection.InspectAsync(plan, Catalog, CancellationToken.None);

    public async Task<IEnumerable<string>> ProblemsAsync(MigrationPlan plan) =>
        (await InspectAsync(plan)).Problems.Select(p => $"{p.Severity} {p.Code} {p.Path}");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void Run(string file, string sql)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, file)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
