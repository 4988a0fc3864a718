using System.Data.Common;
using Snowflake.SqlApi;
using Snowflake.SqlApi.Settings;

namespace Migration.Connectors.Snowflake.Engine;

/// <summary>What the connector has of the driver Snowflake.SqlApi. The folder Official holds the same of Snowflake.Data; a build has one of the two.</summary>
internal static class Driver
{
    /// <summary>The account's address.</summary>
    /// <exception cref="ConnectionRefusedException">The driver does not take the connection string.</exception>
    public static string Check(string connectionString)
    {
        try
        {
            using var connection = new SnowflakeConnection(connectionString);
            return connection.DataSource;
        }
        catch (SnowflakeConnectionStringException problems)
        {
            throw new ConnectionRefusedException(problems.Message);
        }
    }

    /// <summary>A connection string whose sessions nobody else gets: here each is one request's own anyway.</summary>
    public static string Unshared(DbConnectionStringBuilder keys) => keys.ConnectionString;

    public static async Task<DbConnection> OpenAsync(string connectionString, CancellationToken cancellation)
    {
        var connection = new SnowflakeConnection(connectionString);
        await connection.OpenAsync(cancellation);
        return connection;
    }

    /// <param name="tag">For QUERY_HISTORY.</param>
    /// <param name="timeout">Zero leaves it to the account.</param>
    public static DbCommand Command(DbConnection connection, SnowflakeStatement statement, QueryTag tag, TimeSpan timeout)
    {
        var command = ((SnowflakeConnection)connection).CreateCommand();
        command.CommandText = statement.Text;
        command.RequestId = statement.RequestId;
        command.Accepted = statement.Accepted;
        // Else the handle would come with the end of the statement, or after 45 seconds.
        command.IsAsynchronous = command.LeavesRunning = statement.Accepted is not null;
        command.QueryTag = tag.ToString();
        command.CommandTimeout = (int)timeout.TotalSeconds;
        command.BytesAhead = statement.BytesAhead;
        command.StatementParameters["TIMEZONE"] = "UTC";
        foreach (var bind in statement.Binds)
            command.Parameters.AddValue(bind);
        return command;
    }

    public static Task<DbDataReader> ExecuteAsync(DbCommand command, SnowflakeStatement statement, CancellationToken cancellation) => command.ExecuteReaderAsync(cancellation);

    /// <summary>Waits for a statement that another process has sent.</summary>
    public static async Task AwaitAsync(DbConnection connection, string handle, CancellationToken cancellation)
    {
        await using var result = await ((SnowflakeConnection)connection).AttachAsync(handle, leaveRunning: true, cancellation);
    }

    /// <summary>Null: the SQL API has no PUT.</summary>
    public static Func<DbConnection, string, CancellationToken, Task>? Put => null;

    public static long RowsAffected(DbDataReader rows) => ((SnowflakeDataReader)rows).RowsAffected;

    /// <summary>The result's last row as Snowflake sent it, and how many rows there are, before any is read; null where that can't be told.</summary>
    public static async Task<(IReadOnlyList<string?> Row, long Count)?> LastRowAsync(DbDataReader rows, CancellationToken cancellation) =>
        await ((SnowflakeDataReader)rows).PeekLastRowAsync(cancellation) is { } last ? (last, ((SnowflakeDataReader)rows).RowCount) : null;

    public static string? WireText(DbDataReader rows, int ordinal) => ((SnowflakeDataReader)rows).GetWireText(ordinal);

    /// <summary>Empty for NULL; valid until the next row.</summary>
    public static ReadOnlySpan<byte> WireUtf8(DbDataReader rows, int ordinal) => ((SnowflakeDataReader)rows).GetWireUtf8(ordinal);

    public static string Text(DbDataReader rows, int ordinal) => rows.GetString(ordinal);

    /// <summary>Null for what is no failure of the driver's.</summary>
    public static DriverFailure? FailureOf(Exception thrown) => thrown is not SnowflakeException failure ? null
        : new(KindOf(failure.Kind), failure.Code, failure.SqlState ?? "", failure.QueryId, failure.Message, failure) { Status = failure.HttpStatus };

    private static DriverFailureKind KindOf(SnowflakeErrorKind kind) => kind switch
    {
        SnowflakeErrorKind.Statement => DriverFailureKind.Statement,
        SnowflakeErrorKind.Canceled => DriverFailureKind.Canceled,
        SnowflakeErrorKind.TimedOut => DriverFailureKind.TimedOut,
        SnowflakeErrorKind.Authentication => DriverFailureKind.Authentication,
        SnowflakeErrorKind.Throttled => DriverFailureKind.Throttled,
        SnowflakeErrorKind.Unavailable => DriverFailureKind.Unavailable,
        _ => DriverFailureKind.Protocol,
    };
}
