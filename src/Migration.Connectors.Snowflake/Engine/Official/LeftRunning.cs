using System.Data.Common;
using Snowflake.Data.Client;
using Snowflake.Data.Core;

namespace Migration.Connectors.Snowflake.Engine;

/// <summary>
/// Statements that go on whoever waits for them. They are asked for here, since the driver's own wait asks once a second
/// and, when it is cancelled, cancels the statement.
/// </summary>
internal static class LeftRunning
{
    /// <summary>Snowflake may know nothing of a statement for a moment after it was taken.</summary>
    private const int TimesUnknown = 5;

    private const double Share = 0.05;

    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(2);

    /// <param name="accepted">Told the query id before the statement has ended.</param>
    public static async Task<DbDataReader> ExecuteAsync(SnowflakeDbCommand command, Action<string> accepted, CancellationToken cancellation)
    {
        var query = await command.ExecuteAsyncInAsyncMode(CancellationToken.None);
        accepted(query);
        var connection = (HeldConnection)command.Connection!;
        try
        {
            await EndAsync(connection, query, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            connection.Leave(EndAsync(connection, query, CancellationToken.None));
            throw;
        }
        return await command.GetResultsFromQueryIdAsync(query, cancellation);
    }

    /// <summary>Returns at once for what is no query id, or for one of which nothing is known; a statement that failed fails here too.</summary>
    public static async Task AwaitAsync(SnowflakeDbConnection connection, string query, CancellationToken cancellation)
    {
        if (!Guid.TryParseExact(query, "D", out _) || !await EndAsync(connection, query, cancellation))
            return;
        // A command that the connection makes knows no session until it has run once; this one learns of it here.
        await using var command = new SnowflakeDbCommand { Connection = connection };
        await using var result = await command.GetResultsFromQueryIdAsync(query, cancellation);
    }

    /// <returns>False where nothing is known of the query.</returns>
    private static async Task<bool> EndAsync(SnowflakeDbConnection connection, string query, CancellationToken cancellation)
    {
        await using var command = (SnowflakeDbCommand)connection.CreateCommand();
        var unknown = 0;
        for (var began = TimeProvider.System.GetTimestamp(); ;)
        {
            var status = await command.GetQueryStatusAsync(query, cancellation);
            if (!connection.IsStillRunning(status))
                return true;
            if (status == QueryStatus.NoData && ++unknown == TimesUnknown)
                return false;
            // So its end is noticed late by a small part of what it took.
            var wait = TimeProvider.System.GetElapsedTime(began) * Share;
            await Task.Delay(wait < s_shortest ? s_shortest : wait < s_longest ? wait : s_longest, TimeProvider.System, cancellation);
        }
    }
}
