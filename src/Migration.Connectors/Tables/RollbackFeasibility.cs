namespace Migration.Connectors.Tables;

/// <summary>Whether and how a table can be taken back.</summary>
/// <param name="How">What a rollback would do, a phrase; "nothing to undo" where nothing was written.</param>
/// <param name="Why">The reason where it is not possible.</param>
public sealed record RollbackFeasibility(bool Possible, string How, string? Why = null)
{
    public static RollbackFeasibility Nothing { get; } = new(true, "nothing to undo");

    /// <summary>Rows that somebody else wrote since, and that a rollback would remove with its own; at least so many.</summary>
    public long RowsOfOthers { get; init; }
}
