namespace Migration.Connectors.Schema;

/// <summary>A table as its database describes it.</summary>
public sealed record TableDefinition(string Name, IReadOnlyList<ColumnDefinition> Columns)
{
    public const string SqliteDialect = "sqlite";
    public const string PostgresDialect = "postgres";
    public const string SnowflakeDialect = "snowflake";

    /// <summary>The engine in whose words <see cref="Sql"/>, types, defaults and checks are written.</summary>
    public string Dialect { get; init; } = SqliteDialect;
    public KeyDefinition? PrimaryKey { get; init; }
    public IReadOnlyList<KeyDefinition> UniqueKeys { get; init; } = [];
    /// <summary>Indexes made by their own statement; those behind keys are not listed again.</summary>
    public IReadOnlyList<IndexDefinition> Indexes { get; init; } = [];
    public IReadOnlyList<ForeignKeyDefinition> ForeignKeys { get; init; } = [];
    public IReadOnlyList<CheckDefinition> Checks { get; init; } = [];
    /// <summary>What its database did not tell of it, a sentence for each thing.</summary>
    public IReadOnlyList<string> Untold { get; init; } = [];
    public bool IsWithoutRowId { get; init; }
    public bool IsStrict { get; init; }
    public bool HasAutoIncrement { get; init; }
    /// <summary>The last number that AUTOINCREMENT gave; null where it has given none.</summary>
    public long? LastNumber { get; init; }
    /// <summary>The column that is the physical row id, where one is.</summary>
    public string? RowIdColumn { get; init; }
    /// <summary>The statement that created the table, in its engine's words.</summary>
    public string Sql { get; init; } = "";
    public string? Comment { get; init; }
    /// <summary>Its rows lie in partitions, which are read through it.</summary>
    public bool IsPartitioned { get; init; }
    /// <summary>Other tables inherit from it; their rows are theirs, and not read through it.</summary>
    public bool HasChildren { get; init; }

    /// <summary>By its own name, else by one that differs in case alone.</summary>
    public ColumnDefinition? FindColumn(string name) =>
        Columns.FirstOrDefault(c => c.Name == name) ?? Columns.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase));
}
