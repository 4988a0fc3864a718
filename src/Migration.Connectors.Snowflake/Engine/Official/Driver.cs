using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Text;
using Snowflake.Data.Client;

namespace Migration.Connectors.Snowflake.Engine;

/// <summary>What the connector has of the package Snowflake.Data. The folder SqlApi holds the same of Snowflake.SqlApi; a build has one of the two.</summary>
internal static class Driver
{
    private const string DateType = "DATE";

    /// <summary>The account's address.</summary>
    /// <exception cref="ConnectionRefusedException">The driver does not take the connection string.</exception>
    public static string Check(string connectionString) => DriverKeys.Check(connectionString);

    /// <summary>A connection string whose sessions nobody else gets: what a text left behind, a transaction say, would be the next one's.</summary>
    public static string Unshared(DbConnectionStringBuilder keys)
    {
        keys[DriverKeys.Pooling] = "false";
        return keys.ConnectionString;
    }

    /// <summary>A session whose clock is UTC. Snowflake.Data keeps sessions, so that most are there already.</summary>
    public static async Task<DbConnection> OpenAsync(string connectionString, CancellationToken cancellation)
    {
        var connection = new HeldConnection(DriverKeys.Completed(connectionString));
        try
        {
            await connection.OpenAsync(cancellation);
            await using var command = connection.CreateCommand();
            command.CommandText = "ALTER SESSION SET TIMEZONE = 'UTC'";
            await command.ExecuteNonQueryAsync(cancellation);
            return connection;
        }
        catch (OperationCanceledException gaveUp) when (!cancellation.IsCancellationRequested)
        {
            await connection.DisposeAsync();
            throw new IOException("The account did not answer in time.", gaveUp);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <param name="tag">For QUERY_HISTORY.</param>
    /// <param name="timeout">Zero leaves it to the account.</param>
    public static DbCommand Command(DbConnection connection, SnowflakeStatement statement, QueryTag tag, TimeSpan timeout)
    {
        var command = (SnowflakeDbCommand)connection.CreateCommand();
        command.CommandText = statement.Text;
        command.QueryTag = tag.ToString();
        command.CommandTimeout = (int)timeout.TotalSeconds;
        foreach (var (place, bind) in statement.Binds.Index())
            command.Parameters.Add(new SnowflakeDbParameter { ParameterName = (place + 1).ToString(CultureInfo.InvariantCulture), DbType = DbType.String, Value = bind });
        return command;
    }

    public static Task<DbDataReader> ExecuteAsync(DbCommand command, SnowflakeStatement statement, CancellationToken cancellation) => statement.Accepted is null
        ? command.ExecuteReaderAsync(cancellation)
        : LeftRunning.ExecuteAsync((SnowflakeDbCommand)command, statement.Accepted, cancellation);

    /// <summary>Waits for a statement that another process has sent.</summary>
    public static Task AwaitAsync(DbConnection connection, string handle, CancellationToken cancellation) =>
        LeftRunning.AwaitAsync((SnowflakeDbConnection)connection, handle, cancellation);

    /// <summary>Runs a PUT. The driver has it only as a call that blocks.</summary>
    public static Func<DbConnection, string, CancellationToken, Task>? Put => (connection, put, cancellation) => Task.Run(() =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = put;
        using var files = command.ExecuteReader();
        while (files.Read())
        {
            if (files.GetString(files.GetOrdinal("ResultStatus")) is not ("UPLOADED" or "SKIPPED") and var status)
                throw new IOException($"PUT of a file ended as {status}.");
        }
    }, cancellation);

    public static long RowsAffected(DbDataReader rows) => rows.RecordsAffected;

    /// <summary>Null: the driver gives rows one after the other alone.</summary>
    public static Task<(IReadOnlyList<string?> Row, long Count)?> LastRowAsync(DbDataReader rows, CancellationToken cancellation) => Task.FromResult<(IReadOnlyList<string?>, long)?>(null);

    // The driver's own values lose digits and minutes of offsets, and its text of a date has the session's format; all other texts are as Snowflake sent them.
    public static string? WireText(DbDataReader rows, int ordinal) =>
        rows.IsDBNull(ordinal) ? null
        : rows.GetDataTypeName(ordinal) == DateType ? ((rows.GetDateTime(ordinal).Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerDay).ToString(CultureInfo.InvariantCulture)
        : rows.GetString(ordinal);

    /// <summary>Empty for NULL.</summary>
    public static ReadOnlySpan<byte> WireUtf8(DbDataReader rows, int ordinal) => WireText(rows, ordinal) is { } text ? Encoding.UTF8.GetBytes(text) : [];

    public static string Text(DbDataReader rows, int ordinal) => rows.GetDataTypeName(ordinal) switch
    {
        DateType => rows.GetDateTime(ordinal).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "TIME" => MomentWords.Clock(rows.GetString(ordinal)),
        "TIMESTAMP_NTZ" => MomentWords.Reading(rows.GetString(ordinal)),
        "TIMESTAMP_LTZ" => MomentWords.Instant(rows.GetString(ordinal) + " 1440"),
        "TIMESTAMP_TZ" => MomentWords.Instant(rows.GetString(ordinal)),
        _ => rows.GetString(ordinal),
    };

    /// <summary>Null for what is no failure of the driver's.</summary>
    public static DriverFailure? FailureOf(Exception thrown) => DriverFailures.Of(thrown);
}
