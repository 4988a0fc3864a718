namespace Migration.Connectors.Snowflake.Schema;

/// <summary>What a table has beside its rows and columns, and what belongs to others: policies, tags, grants.</summary>
internal sealed record TableAttachments(IReadOnlyList<AttachedPolicy> Policies, IReadOnlyList<AttachedTag> Tags, IReadOnlyList<TableGrant> Grants)
{
    public static TableAttachments None { get; } = new([], [], []);

    /// <summary>Without the function; empty where there is none.</summary>
    public string ClusteringKey { get; init; } = "";

    /// <summary>A sentence for each thing that the role may not ask.</summary>
    public IReadOnlyList<string> Unknown { get; init; } = [];
}

/// <param name="Kind"><see cref="AttachedPolicy.Masking"/>, <see cref="AttachedPolicy.RowAccess"/>, or one that can't be put on another table here.</param>
/// <param name="Name">Quoted, with database and schema.</param>
/// <param name="Column">Null where it is the table's.</param>
/// <param name="Arguments">Further columns that it asks.</param>
internal sealed record AttachedPolicy(string Kind, string Name, string? Column, IReadOnlyList<string> Arguments)
{
    public const string Masking = "MASKING_POLICY";
    public const string RowAccess = "ROW_ACCESS_POLICY";

    /// <summary>It comes with a tag, and goes with it.</summary>
    public bool IsOfTag { get; init; }
}

/// <param name="Refusal">Why the role is not told of those that are not seen in the columns; null where it is.</param>
internal sealed record TablePolicies(IReadOnlyList<AttachedPolicy> All, string? Refusal);

/// <param name="Name">Quoted, with database and schema.</param>
/// <param name="Column">Null where it is the table's.</param>
internal sealed record AttachedTag(string Name, string Value, string? Column)
{
    /// <summary>The statement that puts the same on another object, or on its column of that name.</summary>
    /// <param name="name">Quoted.</param>
    public string On(string kind, string name) =>
        $"ALTER {kind} {name} {(Column is null ? "" : $"ALTER COLUMN {SnowflakeNames.Quote(Column)} ")}SET TAG {Name} = {SnowflakeNames.Literal(Value)}";
}

/// <param name="Grantee">As GRANT names it: ROLE "READER".</param>
internal sealed record TableGrant(string Privilege, string Grantee, bool WithOption)
{
    /// <summary>The statement that gives the same on another object.</summary>
    /// <param name="name">Quoted.</param>
    public string On(string kind, string name) => $"GRANT {Privilege} ON {kind} {name} TO {Grantee}{(WithOption ? " WITH GRANT OPTION" : "")}";
}
