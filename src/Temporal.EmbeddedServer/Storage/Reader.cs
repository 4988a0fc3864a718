using Microsoft.Data.Sqlite;

namespace Temporal.EmbeddedServer.Storage;

/// <summary>A connection that reads, with the statements that it has prepared. Used by one caller at a time.</summary>
internal sealed class Reader(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, Statement> statements = new(StringComparer.Ordinal);

    public SqliteConnection Connection => connection;

    /// <summary>The statement of an SQL text that comes again and again; it stays prepared.</summary>
    public Statement Prepared(string sql)
    {
        if (!statements.TryGetValue(sql, out var statement))
        {
            statement = new Statement(connection, sql);
            statements.Add(sql, statement);
        }

        return statement;
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values)
        {
            statement.Dispose();
        }

        connection.Dispose();
    }
}
