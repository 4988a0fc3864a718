using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Syntax;

/// <summary>How an object is created when one of its name is there.</summary>
internal sealed record CreateMode(bool Replaces, bool IfNotExists);

internal sealed record CreateDatabaseStatement(ObjectName Name, CreateMode Mode, string Comment) : Statement
{
    public ObjectName? CloneOf { get; init; }

    public bool IsTransient { get; init; }

    public int? RetentionDays { get; init; }
}

internal sealed record CreateSchemaStatement(ObjectName Name, CreateMode Mode, string Comment) : Statement
{
    public ObjectName? CloneOf { get; init; }

    public bool IsTransient { get; init; }

    public int? RetentionDays { get; init; }
}

internal sealed record CreateTableStatement(ObjectName Name, CreateMode Mode) : Statement
{
    /// <summary>TABLE, TRANSIENT or TEMPORARY.</summary>
    public string Kind { get; init; } = "TABLE";

    public IReadOnlyList<ColumnDefinition> Columns { get; init; } = [];

    public IReadOnlyList<ConstraintDefinition> Constraints { get; init; } = [];

    public Query? As { get; init; }

    public ObjectName? Like { get; init; }

    public ObjectName? CloneOf { get; init; }

    /// <summary>As of when; null for now.</summary>
    public PastMoment? ClonePast { get; init; }

    public bool CopiesGrants { get; init; }

    public IReadOnlyList<string> ClusterBy { get; init; } = [];

    public string Comment { get; init; } = "";

    public int? RetentionDays { get; init; }
}

internal sealed record ColumnDefinition(string Name, SqlType? Type)
{
    public bool IsNotNull { get; init; }

    public Expression? Default { get; init; }

    /// <summary>The default as it was written.</summary>
    public string DefaultText { get; init; } = "";

    public IdentityDefinition? Identity { get; init; }

    public string Collation { get; init; } = "";

    public string Comment { get; init; } = "";

    public IReadOnlyList<ConstraintDefinition> Constraints { get; init; } = [];
}

internal sealed record IdentityDefinition(long Start, long Increment, bool IsOrdered);

/// <param name="Kind">PRIMARY KEY, UNIQUE, FOREIGN KEY or CHECK.</param>
internal sealed record ConstraintDefinition(string Kind, string Name, IReadOnlyList<string> Columns)
{
    public ObjectName? References { get; init; }

    public IReadOnlyList<string> ReferencedColumns { get; init; } = [];

    public string OnDelete { get; init; } = "NO ACTION";

    public string OnUpdate { get; init; } = "NO ACTION";

    public bool IsRely { get; init; }

    public string CheckText { get; init; } = "";

    /// <summary>NOVALIDATE: rows that are there may break it.</summary>
    public bool SparesRows { get; init; }
}

internal sealed record CreateViewStatement(ObjectName Name, CreateMode Mode, Query Query, string Text) : Statement
{
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>As it was written, from CREATE on.</summary>
    public required string Statement { get; init; }

    public bool IsSecure { get; init; }

    public string Comment { get; init; } = "";
}

internal sealed record CreateSequenceStatement(ObjectName Name, CreateMode Mode, long Start, long Increment) : Statement
{
    public bool IsOrdered { get; init; }

    public string Comment { get; init; } = "";
}

internal sealed record DropStatement(string Kind, ObjectName Name, bool IfExists) : Statement;

internal sealed record UndropStatement(string Kind, ObjectName Name) : Statement;

internal sealed record CommentStatement(string Kind, ObjectName Name, string Text, bool IfExists) : Statement;

internal sealed record AlterTableStatement(ObjectName Name, bool IfExists, IReadOnlyList<TableAlteration> Alterations) : Statement;

internal abstract record TableAlteration;

internal sealed record AddColumn(ColumnDefinition Column, bool IfNotExists) : TableAlteration;

internal sealed record DropColumn(string Name, bool IfExists) : TableAlteration;

internal sealed record RenameColumn(string Name, string NewName) : TableAlteration;

internal sealed record AddConstraint(ConstraintDefinition Constraint) : TableAlteration;

/// <param name="Kind">PRIMARY KEY, or empty for one by its name.</param>
internal sealed record DropConstraint(string Kind, string Name) : TableAlteration;

internal sealed record RenameTable(ObjectName NewName) : TableAlteration;

internal sealed record SwapTable(ObjectName With) : TableAlteration;

internal sealed record ClusterTable(IReadOnlyList<string> Keys) : TableAlteration;

/// <summary>SET or UNSET, where null stands for UNSET.</summary>
internal sealed record SetTableProperty(string Name, string? Value) : TableAlteration;

internal sealed record AlterColumn(string Name) : TableAlteration
{
    public bool? SetsNotNull { get; init; }

    public SqlType? Type { get; init; }

    public bool DropsDefault { get; init; }

    public ObjectName? DefaultSequence { get; init; }

    public string? Comment { get; init; }
}
