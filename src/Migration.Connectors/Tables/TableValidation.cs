namespace Migration.Connectors.Tables;

/// <summary>A table compared after its copy.</summary>
public sealed record TableValidation
{
    public required TableVerdict Verdict { get; init; }
    /// <summary>Rows that the source has now, filter applied.</summary>
    public required long SourceRows { get; init; }
    /// <summary>Rows that the ledger says were copied.</summary>
    public required long CopiedRows { get; init; }
    /// <summary>Rows of the source that the target did not take and that are kept among its rejects.</summary>
    public long RejectedRows { get; init; }
    /// <summary>Rows of the target that belong to this execution.</summary>
    public required long TargetRows { get; init; }
    public long RangesCompared { get; init; }
    /// <summary>One side may have a row whose key the other side lacks.</summary>
    public bool KeysDiffer { get; init; }
    public long RangesDifferent { get; init; }
    /// <summary>The first mismatches; never values of rows, keys alone.</summary>
    public IReadOnlyList<RangeMismatch> Mismatches { get; init; } = [];
    /// <summary>Columns that were not compared, each with the reason.</summary>
    public IReadOnlyList<string> NotCompared { get; init; } = [];
    /// <summary>The hash of all copied rows, hexadecimal.</summary>
    public string Hash { get; init; } = "";
    /// <summary>One of the error codes where the verdict is not equal: SOURCE_CHANGED, VALIDATION_FAILED.</summary>
    public string? Code { get; init; }
    /// <summary>A sentence for the report.</summary>
    public required string Summary { get; init; }
}
