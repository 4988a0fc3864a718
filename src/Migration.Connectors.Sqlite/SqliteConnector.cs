namespace Migration.Connectors.Sqlite;

/// <summary>SQLite: a file, or a folder of files that are its schemas.</summary>
public sealed class SqliteConnector : IConnector
{
    public string Kind => "sqlite";

    public Task<IDatabase> OpenAsync(DatabaseSettings settings, CancellationToken cancellation) =>
        Task.FromResult<IDatabase>(new SqliteDatabase(settings));
}
