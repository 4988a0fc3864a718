namespace Migration.Connectors.Tables;

/// <summary>What preparing a table found and did.</summary>
public sealed record TablePrepared
{
    /// <summary>This execution created the target table.</summary>
    public required bool Created { get; init; }
    /// <summary>How ranges are cut, for a person: <c>primary key (id)</c>.</summary>
    public required string KeyDescription { get; init; }
    /// <summary>The engine copies rows by itself, without this process between.</summary>
    public bool PushDown { get; init; }
    public required long RowsTotal { get; init; }
    /// <summary>Rows that the plan's filters leave out.</summary>
    public long RowsSkipped { get; init; }
    public required long BytesEstimate { get; init; }
    /// <summary>The source's mark before the first row is read.</summary>
    public string? SourceMark { get; init; }
    /// <summary>In how many parts the table is copied.</summary>
    public int Shards { get; init; } = 1;
    /// <summary>Rows that the target table held before this execution.</summary>
    public long RowsBefore { get; init; }
    /// <summary>Sentences worth a person's eye.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
