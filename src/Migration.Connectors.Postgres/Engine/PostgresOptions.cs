using Migration.Core.Documents;
using Migration.Core.Errors;
using Npgsql;

namespace Migration.Connectors.Postgres.Engine;

/// <summary>One <c>kind: postgres</c> entry of the configuration.</summary>
/// <param name="ConnectionString">Npgsql's; it may hold a password: never shown.</param>
/// <param name="LockTimeout">How long a statement waits for a lock before it is tried again later.</param>
/// <param name="StatementTimeout">How long a statement may take; zero for any time.</param>
/// <param name="SilenceLimit">How long nothing may come before the server is asked whether it still works for a connection.</param>
internal sealed record PostgresOptions(string Name, string ConnectionString, TimeSpan LockTimeout, TimeSpan StatementTimeout, TimeSpan SilenceLimit)
{
    public const string Product = "snowflake-deploy";

    private const int BufferSize = 128 * 1024;
    private const int KeepAliveSeconds = 20;

    private static readonly TimeSpan s_lockTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_silenceLimit = TimeSpan.FromSeconds(30);
    private static readonly string[] s_keys = ["connection", "lockTimeout", "statementTimeout", "silenceLimit"];

    public static PostgresOptions Of(DatabaseSettings settings)
    {
        if (settings.Values.Keys.FirstOrDefault(key => !s_keys.Contains(key)) is { } unknown)
            throw Invalid(settings, $"has the setting '{unknown}', which kind postgres does not know. Use: {string.Join(", ", s_keys)}.");
        if (!settings.Values.TryGetValue("connection", out var connection) || string.IsNullOrWhiteSpace(connection))
            throw Invalid(settings, "has no connection. Add 'connection' with Host, Database and Username to its entry in the configuration.");
        return new PostgresOptions(
            settings.Name, Complete(settings, connection), Duration(settings, "lockTimeout", s_lockTimeout),
            Duration(settings, "statementTimeout", TimeSpan.Zero), Duration(settings, "silenceLimit", s_silenceLimit));
    }

    private static string Complete(DatabaseSettings settings, string connection)
    {
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(connection)
            {
                // Copying a range may take long; a step is ended by its cancellation, and a statement by statementTimeout.
                CommandTimeout = 0,
                Enlist = false,
                TcpKeepAlive = true,
            };
            if (builder.TcpKeepAliveTime == 0)
                (builder.TcpKeepAliveTime, builder.TcpKeepAliveInterval) = (KeepAliveSeconds, KeepAliveSeconds);
            builder.ApplicationName ??= Product;
            // Npgsql's 8 KB would make a call of the system for each.
            builder.WriteBufferSize = Math.Max(builder.WriteBufferSize, BufferSize);
            builder.ReadBufferSize = Math.Max(builder.ReadBufferSize, BufferSize);
            return builder.ConnectionString;
        }
        catch (ArgumentException)
        {
            // The reason may repeat a part of the string, which may be the password.
            throw Invalid(settings, "has a connection that is no connection string of Npgsql. Write Host=…;Database=…;Username=…;Password=${VARIABLE}.");
        }
    }

    private static TimeSpan Duration(DatabaseSettings settings, string key, TimeSpan otherwise)
    {
        if (!settings.Values.TryGetValue(key, out var text))
            return otherwise;
        return DurationText.TryParse(text, out var duration) ? duration : throw Invalid(settings, $"has a {key} that is no duration. Write 30s or 5m.");
    }

    private static MigrationException Invalid(DatabaseSettings settings, string what) =>
        new(ErrorCodes.ConfigInvalid, $"Database '{settings.Name}' {what}");
}
