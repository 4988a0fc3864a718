namespace Migration.EndToEnd.Harness;

/// <summary>One side of a migration under test, looked at by means of its own engine: none of the product's code takes part.</summary>
internal interface IProvenDatabase
{
    /// <summary>What stands after its name in the configuration.</summary>
    string Settings { get; }

    /// <summary>The legacy tables with their rows.</summary>
    void CreateLegacy(int users);

    /// <summary>The same tables with other rows in them: a target that is in use.</summary>
    void CreateOccupied();

    /// <summary>The user's tables, keys and indexes, and every row, as one text each.</summary>
    (string Schema, string Rows) State();

    /// <summary>The hash of the rows that an SQL condition holds for, the same in every engine that holds the same values.</summary>
    string RowsWhere(string table, string condition);

    /// <summary>What a query gives, as texts.</summary>
    IReadOnlyList<string[]> Select(string sql);

    bool HasTable(string table);

    /// <summary>A name as the engine keeps it.</summary>
    string Stored(string name) => name;

    /// <summary>The column of the ledger's ranges that has their numbers of rows.</summary>
    string RowsOfRange => "rows";
}
