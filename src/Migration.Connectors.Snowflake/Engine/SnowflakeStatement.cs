namespace Migration.Connectors.Snowflake.Engine;

/// <summary>One statement on its way.</summary>
internal sealed record SnowflakeStatement(string Text)
{
    /// <summary>Bound as text.</summary>
    public IReadOnlyList<string?> Binds { get; init; } = [];

    /// <summary>Null for one of its own.</summary>
    public Guid? RequestId { get; init; }

    /// <summary>
    /// Told the handle as soon as Snowflake has taken the statement, which then goes on whatever becomes of whoever sent it: cancelling
    /// ends the wait alone. Null for a statement that ends with the wait for it.
    /// </summary>
    public Action<string>? Accepted { get; init; }

    /// <summary>Of the result, what may be fetched before it is read. A driver that decides that by itself heeds it not.</summary>
    public long BytesAhead { get; init; }

    /// <summary>For the statement's tag.</summary>
    public string? Range { get; init; }
}
