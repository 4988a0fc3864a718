namespace Snowflake.Emulator.Engine;

/// <summary>A result whose values are already in the protocol's encoding.</summary>
public sealed record EngineResult(IReadOnlyList<EngineColumn> Columns, IReadOnlyList<string?[]> Rows)
{
    /// <summary>Rows changed; null leaves them out of the answer, as Snowflake sometimes does.</summary>
    public EngineStats? Stats { get; init; }

    /// <summary>What the driver is to do for a PUT; null for any other statement.</summary>
    public EngineUpload? Upload { get; init; }

    /// <summary>What a statement that defines something says.</summary>
    public static EngineResult Status(string message) => new([new("status", "text")], [[message]]);

    /// <summary>What an INSERT says.</summary>
    public static EngineResult Inserted(long rows) =>
        new([new("number of rows inserted", "fixed") { Precision = 19, Scale = 0 }], [[$"{rows}"]]) { Stats = new(rows, 0, 0) };
}
