namespace Migration.Connectors.Ledger;

/// <summary>How a table is taken back. Stored by name.</summary>
public enum UndoKind
{
    /// <summary>The execution created the table: it is dropped.</summary>
    Created,
    /// <summary>The table was there and empty: its rows are deleted.</summary>
    Empty,
    /// <summary>The table had rows: those that the execution added are deleted.</summary>
    Appended,
    /// <summary>Rows of the table are changed in place: it is made what its copy of before is.</summary>
    Changed,
}
