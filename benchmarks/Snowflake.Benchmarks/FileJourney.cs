using Microsoft.Data.Sqlite;
using Migration.Conformance;

namespace Snowflake.Benchmarks;

/// <summary>
/// One wide table from SQLite into the account by staged files, with a plan's defaults: rows that hardly shrink, so that few
/// make a file. Needs a build with the driver that puts files.
/// </summary>
internal sealed class FileJourney : IAsyncDisposable
{
    private const string Token = "token-of-the-mover";
    private const string Database = "LAKE";
    private const int Digits = 1_000;

    /// <summary>The part of random hexadecimal digits that is left of them in a file.</summary>
    private const double Shrunk = 0.86;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("snowflake-benchmark-");

    private FileJourney(SnowflakeAccount account, int megabytes) =>
        (Account, Rows, Mover) = (account, (int)(megabytes * 1e6 / (Digits * Shrunk)), new Mover(_folder.FullName));

    public SnowflakeAccount Account { get; }

    public int Rows { get; }

    public Mover Mover { get; }

    public static async Task<FileJourney> PrepareAsync(int megabytes)
    {
        var journey = new FileJourney(await SnowflakeAccount.StartAsync(), megabytes);
        journey.Account.Create(Database);
        journey.Account.Emulator.Users.AddAccessToken("MOVER", Token, DateTimeOffset.MaxValue);
        journey.CreateSource();
        journey.Configure();
        return journey;
    }

    /// <returns>The execution's id.</returns>
    public async Task<string> BeginAsync()
    {
        await Mover.StartAsync();
        return (await Mover.AskAsync("migrate", "execute", "plan.yaml")).GetProperty("executionId").GetString()!;
    }

    /// <summary>Until it has settled; a copy that is not what its source was is an error, and so is what it leaves.</summary>
    public async Task EndAsync(string execution)
    {
        for (var status = ""; status != "COMPLETED"; await Task.Delay(TimeSpan.FromSeconds(0.5)))
        {
            status = (await Mover.AskAsync("migrate", "status", execution)).GetProperty("status").GetString()!;
            if (status is not ("RUNNING" or "PENDING" or "COMPLETED"))
                throw new InvalidOperationException($"The execution is {status}.");
        }
        Require($"{Rows}", Count("notes"), "rows arrived");
        Require("0", Count("_migration_stage"), "chunks are left beside the table");
        Require("0", $"{OnStage()}", "bytes are left on the stage");
        Require("0", $"{Directory.EnumerateDirectories(Mover.Temporary, "snowflake-deploy-*").Count()}", "folders of files are left");
    }

    /// <summary>Bytes of the account's stages.</summary>
    public static long OnStage() => Directory.EnumerateDirectories(Path.GetTempPath(), "snowflake-stages-*")
        .SelectMany(stages => new DirectoryInfo(stages).EnumerateFiles("*", SearchOption.AllDirectories)).Sum(file => file.Length);

    /// <summary>Rows of a table of the account.</summary>
    public string Count(string table) => Account.Rows(Database, $"SELECT COUNT(*) FROM {table}")[0];

    public async ValueTask DisposeAsync()
    {
        Mover.Dispose();
        await Account.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static void Require(string expected, string found, string what)
    {
        if (found != expected)
            throw new InvalidOperationException($"{found} {what}, not {expected}.");
    }

    private void CreateSource()
    {
        using var file = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "file.db")};Pooling=False");
        file.Open();
        using var command = file.CreateCommand();
        command.CommandText = $"CREATE TABLE notes (id INTEGER PRIMARY KEY, note TEXT NOT NULL); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Rows}) INSERT INTO notes SELECT i, hex(randomblob({Digits / 2})) FROM n;";
        command.ExecuteNonQuery();
    }

    private void Configure()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "snowflake-deploy.yaml"), $$"""
            databases:
              FILE: { kind: sqlite, path: file.db }
              LAKE: { kind: snowflake, connection: "{{Account.Emulator.ConnectionString}};authenticator=programmatic_access_token;token={{Token}};user=MOVER;warehouse=COMPUTE_WH;db={{Database}}" }
            """);
        File.WriteAllText(Path.Combine(_folder.FullName, "plan.yaml"), "{ id: notes, name: by files, sourceDatabase: FILE, targetDatabase: LAKE, tables: [{ sourceTable: notes }] }");
    }
}
