using Migration.Conformance;
using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Faults;
using Operation = Snowflake.Emulator.Faults.Operation;

namespace Migration.Connectors.Snowflake.Tests;

/// <summary>An account of a test class's own, so that what is sent is what its tests send.</summary>
public sealed class PrivateAccount : IAsyncLifetime
{
    private SnowflakeAccount? _account;

    public async Task InitializeAsync() => _account = PostgresServer.Shared is null ? null : await SnowflakeAccount.StartAsync();

    public async Task DisposeAsync()
    {
        if (_account is not null)
            await _account.DisposeAsync();
    }

    /// <summary>Null without a PostgreSQL to run it.</summary>
    public TestDatabases? NewDatabases() => _account is null ? null : new TestDatabases(account: _account);

    /// <summary>The statements so far.</summary>
    public IReadOnlyList<string> Sent() => [.. _account!.Emulator.Log.Executions.Select(execution => execution.Text)];

    /// <summary>Holds the next statement that is meant, while it runs.</summary>
    public Gate Hold(Func<string, bool> isMeant) => _account!.Gates.Hold(isMeant);

    public void Break(Operation operation, params Fault[] faults) => _account!.Emulator.Faults.Order(operation, faults);

    /// <summary>Whether rows of table T come out by the statement.</summary>
    public static bool ReadsRows(string statement) => statement.StartsWith("SELECT", StringComparison.Ordinal)
        && statement.Contains(".\"T\"", StringComparison.Ordinal) && !statement.Contains("COUNT(", StringComparison.Ordinal) && !statement.EndsWith("LIMIT 0", StringComparison.Ordinal);
}
