using System.Text;
using Migration.Connectors.Postgres.Engine;

namespace Migration.Connectors.Postgres.Schema;

/// <summary>Names of tables and indexes, which share one space in a schema.</summary>
internal static class RelationNames
{
    private const int LongestBytes = 63;

    /// <summary>The table whose index has the name, or that has it itself.</summary>
    public static Task<string?> OwnerAsync(PostgresSession session, string schema, string name, CancellationToken cancellation) => session.ScalarAsync<string>(
        """
        SELECT coalesce(t.relname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_index i ON i.indexrelid = c.oid LEFT JOIN pg_class t ON t.oid = i.indrelid
        WHERE n.nspname = $1 AND c.relname = $2
        """,
        cancellation, schema, name);

    /// <summary>As much of a name as PostgreSQL keeps.</summary>
    public static string Fit(string name, string suffix = "")
    {
        while (Encoding.UTF8.GetByteCount(name + suffix) > LongestBytes)
            name = name[..^(char.IsLowSurrogate(name[^1]) ? 2 : 1)];
        return name + suffix;
    }
}
