using Snowflake.Emulator.Engine;

namespace Snowflake.Emulator;

/// <summary>What one emulated account is like.</summary>
public sealed record EmulatorOptions
{
    /// <summary>The account's identifier as a token names it.</summary>
    public string Account { get; init; } = "TESTORG-TESTACCOUNT";

    public required IStatementEngine Engine { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How long a submitted statement is waited for before 202 answers; Snowflake waits 45 seconds.</summary>
    public TimeSpan SynchronousWindow { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>How long a result can be fetched after the end of its statement.</summary>
    public TimeSpan ResultRetention { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Rows in each partition of a result.</summary>
    public int PartitionRows { get; init; } = 1000;

    /// <summary>The objects that a request's context may name; each set that is empty allows any name.</summary>
    public ContextNames Names { get; init; } = new();
}
