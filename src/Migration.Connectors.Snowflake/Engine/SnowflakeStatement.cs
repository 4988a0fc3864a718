namespace Migration.Connectors.Snowflake.Engine;

/// <summary>One statement on its way.</summary>
internal sealed record SnowflakeStatement(string Text)
{
    /// <summary>Bound as text.</summary>
    public IReadOnlyList<string?> Binds { get; init; } = [];

    /// <summary>Null for one of its own.</summary>
    public Guid? RequestId { get; init; }

    /// <summary>For the statement's tag.</summary>
    public string? Range { get; init; }
}
