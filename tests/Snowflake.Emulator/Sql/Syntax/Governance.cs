using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Syntax;

internal sealed record CreateTagStatement(ObjectName Name, CreateMode Mode) : Statement
{
    /// <summary>None stands for any.</summary>
    public IReadOnlyList<string> AllowedValues { get; init; } = [];

    public string Comment { get; init; } = "";
}

/// <param name="Kind">MASKING POLICY or ROW ACCESS POLICY.</param>
internal sealed record CreatePolicyStatement(string Kind, ObjectName Name, CreateMode Mode) : Statement
{
    public IReadOnlyList<PolicyArgument> Arguments { get; init; } = [];

    public required SqlType Returns { get; init; }

    public required Expression Body { get; init; }

    public string Comment { get; init; } = "";
}

internal sealed record PolicyArgument(string Name, SqlType Type);

/// <summary>GRANT or REVOKE.</summary>
internal sealed record GrantStatement(bool IsRevoked, IReadOnlyList<string> Privileges, string Kind, ObjectName Object) : Statement
{
    /// <summary>ROLE or DATABASE ROLE.</summary>
    public required string GranteeKind { get; init; }

    public required ObjectName Grantee { get; init; }

    public bool WithOption { get; init; }
}

/// <param name="Alterations">Of tags alone.</param>
internal sealed record AlterViewStatement(ObjectName Name, bool IfExists, IReadOnlyList<TableAlteration> Alterations) : Statement;

/// <summary>What ALTER TABLE does with tags and policies.</summary>
internal abstract record GovernedAlteration : TableAlteration;

/// <param name="Column">Null for the table itself.</param>
internal sealed record SetTag(string? Column, ObjectName Tag, string Value) : GovernedAlteration;

/// <param name="Column">Null for the table itself.</param>
internal sealed record UnsetTag(string? Column, ObjectName Tag) : GovernedAlteration;

/// <param name="Using">The columns that the policy's arguments are, the masked one first; none where it takes that alone.</param>
internal sealed record SetMask(string Column, ObjectName Policy, IReadOnlyList<string> Using, bool IsForced) : GovernedAlteration;

internal sealed record UnsetMask(string Column) : GovernedAlteration;

internal sealed record AddRowPolicy(ObjectName Policy, IReadOnlyList<string> Columns) : GovernedAlteration;

/// <param name="Policy">Null for whichever there is.</param>
internal sealed record DropRowPolicy(ObjectName? Policy) : GovernedAlteration;
