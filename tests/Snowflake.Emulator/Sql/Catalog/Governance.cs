using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Catalog;

/// <summary>A tag or a policy: its owner, and the roles that may apply it.</summary>
internal abstract record Governor(DateTimeOffset Created, string Owner)
{
    public IReadOnlyList<string> Appliers { get; init; } = [];

    public string Comment { get; init; } = "";

    public bool IsAppliedBy(string role) => role == Owner || Appliers.Contains(role);
}

internal sealed record Tag(DateTimeOffset Created, string Owner) : Governor(Created, Owner)
{
    public IReadOnlyList<string> AllowedValues { get; init; } = [];
}

/// <param name="Kind">MASKING POLICY or ROW ACCESS POLICY.</param>
internal sealed record Policy(string Kind, DateTimeOffset Created, string Owner) : Governor(Created, Owner)
{
    public IReadOnlyList<PolicyArgument> Arguments { get; init; } = [];

    public required SqlType Returns { get; init; }

    public required Expression Body { get; init; }
}

/// <summary>A policy on a table or a column of it.</summary>
/// <param name="Columns">What its arguments are.</param>
internal sealed record PolicyUse(ObjectKey Policy, IReadOnlyList<string> Columns);

internal sealed record TagUse(ObjectKey Tag, string Value);

/// <param name="GranteeKind">ROLE or DATABASE_ROLE.</param>
internal sealed record Grant(string Privilege, string GranteeKind, string Grantee, bool WithOption, string By, DateTimeOffset Created);
