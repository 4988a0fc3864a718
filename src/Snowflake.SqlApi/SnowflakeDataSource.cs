using System.Collections.Concurrent;
using System.Data.Common;
using Snowflake.SqlApi.Authentication;
using Snowflake.SqlApi.Http;
using Snowflake.SqlApi.Settings;
using Snowflake.SqlApi.Statements;

namespace Snowflake.SqlApi;

/// <summary>
/// One account, user and context: the HTTP connections and the token that all its database connections share. Safe to use from many
/// threads. Connections that were made from a connection string alone share one for each string, for the life of the process.
/// </summary>
public sealed class SnowflakeDataSource : DbDataSource
{
    private static readonly ConcurrentDictionary<string, Lazy<SnowflakeDataSource>> Shared = new(StringComparer.Ordinal);

    private readonly HttpClient _http;

    /// <exception cref="SnowflakeConnectionStringException">The string has problems; all are named.</exception>
    public SnowflakeDataSource(string connectionString, TimeProvider? clock = null)
    {
        ConnectionString = connectionString;
        Settings = ConnectionStringParser.Parse(connectionString);
        clock ??= TimeProvider.System;
        Tokens = TokenSources.For(Settings, clock);
        _http = HttpClients.For(Settings);
        Runner = new(new(new(_http, Tokens, Settings.Retry, clock)), clock);
    }

    public override string ConnectionString { get; }

    internal ConnectionSettings Settings { get; }

    internal ITokenSource Tokens { get; }

    internal StatementRunner Runner { get; }

    public new SnowflakeConnection CreateConnection() => new(this);

    internal static SnowflakeDataSource SharedFor(string connectionString) =>
        Shared.GetOrAdd(connectionString, text => new Lazy<SnowflakeDataSource>(() => new(text))).Value;

    protected override SnowflakeConnection CreateDbConnection() => new(this);

    protected override void Dispose(bool disposing)
    {
        if (disposing) _http.Dispose();
        base.Dispose(disposing);
    }
}
