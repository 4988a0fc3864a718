namespace Snowflake.Emulator.Sql;

/// <summary>What the account and its user have where a request says nothing.</summary>
public sealed record PostgresEngineOptions
{
    /// <summary>The PostgreSQL to run on, from 15; the engine makes a database of its own there, and drops it at its end.</summary>
    public required string ConnectionString { get; init; }

    public string Account { get; init; } = "TESTACCOUNT";

    public string DefaultRole { get; init; } = "ACCOUNTADMIN";

    /// <summary>Empty for none: then a statement that reads or writes rows has to name its warehouse.</summary>
    public string DefaultWarehouse { get; init; } = "";

    public string DefaultDatabase { get; init; } = "";

    public string DefaultSchema { get; init; } = "";

    /// <summary>The account's parameter TIMEZONE; Snowflake's own default is not UTC.</summary>
    public string TimeZone { get; init; } = "America/Los_Angeles";

    public IReadOnlyList<string> Warehouses { get; init; } = ["COMPUTE_WH"];

    /// <summary>The rows that a SHOW gives at most.</summary>
    public int MostShown { get; init; } = 10_000;

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
