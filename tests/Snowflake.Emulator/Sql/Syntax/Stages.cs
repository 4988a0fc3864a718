namespace Snowflake.Emulator.Sql.Syntax;

/// <summary>A place in a stage: a file, or what begins so.</summary>
internal sealed record StagePath(ObjectName Stage, string Path);

internal sealed record CreateStageStatement(ObjectName Name, CreateMode Mode, string Comment) : Statement;

internal sealed record PutStatement(string Source, StagePath Target) : Statement
{
    public bool AutoCompress { get; init; } = true;

    public string SourceCompression { get; init; } = "AUTO_DETECT";

    public bool Overwrite { get; init; }

    public int Parallel { get; init; } = 4;
}

internal sealed record RemoveStatement(StagePath Path) : Statement;

/// <summary>COPY of JSON files by a SELECT over their documents.</summary>
internal sealed record CopyStatement(ObjectName Table, IReadOnlyList<string> Columns, IReadOnlyList<Expression> Values, StagePath From) : Statement
{
    public bool IsGzip { get; init; }

    public bool Force { get; init; }

    public bool Purge { get; init; }
}
