using Migration.Core.Errors;

namespace Migration.Connectors.Postgres.Engine;

/// <summary>A failure that PostgreSQL reported, or a connection that broke.</summary>
internal sealed class PostgresFailure(string code, string sqlState, string message, bool transient, Exception inner)
    : MigrationException(code, message, transient, inner)
{
    /// <summary>Five characters; 08006 where the connection broke without a word.</summary>
    public string SqlState { get; } = sqlState;

    public bool IsConstraint => SqlState.StartsWith("23", StringComparison.Ordinal);

    public bool IsData => SqlState.StartsWith("22", StringComparison.Ordinal);
}
