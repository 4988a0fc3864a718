using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Migration.Benchmarks;

/// <summary>What the target says of an execution, read beside the product.</summary>
internal static class Ledger
{
    /// <summary>Ranges that are committed; 0 where nothing has begun.</summary>
    public static long Ranges(string target, string execution)
    {
        if (!File.Exists(target)) return 0;
        using var connection = new SqliteConnection($"Data Source={target};Pooling=False");
        connection.Open();
        return Number(connection, "SELECT count(*) FROM sqlite_master WHERE name = '_migration_ranges'") == 0
            ? 0
            : Number(connection, $"SELECT count(*) FROM _migration_ranges WHERE execution = '{execution}'");
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
