namespace Snowflake.Emulator.Sql.Syntax;

/// <summary>SHOW: what, by which pattern, where.</summary>
internal sealed record ShowStatement(string What) : Statement
{
    public string? Like { get; init; }

    public string? StartsWith { get; init; }

    /// <summary>ACCOUNT, DATABASE, SCHEMA or TABLE; empty for the session's.</summary>
    public string InKind { get; init; } = "";

    public ObjectName? In { get; init; }

    public int? Limit { get; init; }

    public string? From { get; init; }

    public bool WithHistory { get; init; }
}

internal sealed record DescribeStatement(string Kind, ObjectName Name) : Statement;
