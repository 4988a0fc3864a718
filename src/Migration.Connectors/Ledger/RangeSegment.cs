namespace Migration.Connectors.Ledger;

/// <summary>The parts that a table's rows fall into. Stored in the ledger: never change a number.</summary>
public enum RangeSegment
{
    /// <summary>Rows whose key has no NULL, in the order of the key.</summary>
    Keyed = 0,
    /// <summary>Rows with a NULL in their key, which no comparison of keys would find.</summary>
    Nulls = 1,
    /// <summary>Nothing is left.</summary>
    End = 2,
}
