using Migration.Conformance;

namespace Migration.Benchmarks.Postgres;

/// <summary>The PostgreSQL of a run, tuned the same for all who use it.</summary>
internal sealed class Server : IDisposable
{
    public const string Settings = "fsync=on shared_buffers=1GB maintenance_work_mem=256MB max_wal_size=8GB checkpoint_timeout=30min autovacuum=off";

    private readonly PostgresServer server;

    private Server(PostgresServer server) => this.server = server;

    public static Server Start() => new(
        PostgresServer.Start(string.Concat(Settings.Split(' ').Select(setting => $"-c {setting} "))) ?? throw new InvalidOperationException(PostgresServer.Missing));

    /// <summary>As Npgsql writes it.</summary>
    public string Connection(string database) => server.ConnectionString(database);

    /// <summary>As PostgreSQL's own programs take it.</summary>
    public string Uri(string database) => $"postgresql://postgres@127.0.0.1:{server.Port}/{database}";

    public void Execute(string database, string sql) =>
        new Peer("psql", $"psql -qX -v ON_ERROR_STOP=1 {Uri(database)} <<'SQL'\n{sql}\nSQL").Run();

    /// <summary>An empty database, and nothing left to write for those before it.</summary>
    public void Renew(string database)
    {
        Execute("postgres", $"DROP DATABASE IF EXISTS {database} WITH (FORCE)");
        Execute("postgres", $"CREATE DATABASE {database}");
        Execute("postgres", "CHECKPOINT");
    }

    public void Dispose() => server.Dispose();
}
