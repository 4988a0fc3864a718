namespace Migration.Connectors.Tables;

/// <summary>Whether a table is again what it was before the execution.</summary>
public sealed record RollbackVerification(bool Equal, long Rows, string Summary)
{
    public static RollbackVerification Nothing { get; } = new(true, 0, "Nothing was written to the table.");
}
