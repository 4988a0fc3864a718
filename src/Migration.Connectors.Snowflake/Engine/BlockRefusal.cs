namespace Migration.Connectors.Snowflake.Engine;

/// <summary>Why a guarded block took everything back.</summary>
internal enum BlockRefusal
{
    /// <summary>A later attempt has begun.</summary>
    Fenced,

    /// <summary>Other rows arrived than were sent.</summary>
    RowsDiffer,

    /// <summary>The ledger has the range already.</summary>
    RangeKnown,

    /// <summary>Another execution holds a table.</summary>
    Claimed,

    /// <summary>More rows would be put aside than may be.</summary>
    BudgetUsed,

    /// <summary>The undo record is not the one that was read.</summary>
    UndoChanged,

    /// <summary>Executions use the ledger still.</summary>
    LedgerUsed,
}
