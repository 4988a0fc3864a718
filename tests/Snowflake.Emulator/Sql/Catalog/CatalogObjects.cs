using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Catalog;

internal sealed record DatabaseEntry(string Name, string Comment, DateTimeOffset Created)
{
    public bool IsTransient { get; init; }

    /// <summary>Null where the account says.</summary>
    public int? RetentionDays { get; init; }
}

internal sealed record SchemaEntry(string Database, string Name, string Comment, DateTimeOffset Created)
{
    public bool IsTransient { get; init; }

    /// <summary>Null where the database says.</summary>
    public int? RetentionDays { get; init; }
}

/// <summary>A table or a view: they share their names.</summary>
internal abstract record CatalogObject(DateTimeOffset Created)
{
    public string Comment { get; init; } = "";

    /// <summary>But for the owner's.</summary>
    public IReadOnlyList<Grant> Grants { get; init; } = [];
}

internal sealed record Table(long Id, DateTimeOffset Created) : CatalogObject(Created)
{
    /// <summary>TABLE, TRANSIENT or TEMPORARY.</summary>
    public string Kind { get; init; } = "TABLE";

    public IReadOnlyList<Column> Columns { get; init; } = [];

    public IReadOnlyList<KeyEntry> Keys { get; init; } = [];

    public IReadOnlyList<string> ClusterBy { get; init; } = [];

    public PolicyUse? RowPolicy { get; init; }

    public IReadOnlyList<TagUse> Tags { get; init; } = [];

    /// <summary>Null where the schema says.</summary>
    public int? RetentionDays { get; init; }

    /// <summary>From when on its history is whole; null since it was made.</summary>
    public DateTimeOffset? HistorySince { get; init; }

    public bool TracksChanges { get; init; }

    /// <summary>The number of columns that it ever had, since PostgreSQL's names are not used again.</summary>
    public int ColumnsEver { get; init; }

    /// <summary>How PostgreSQL knows it. Names live in the catalog alone, so that renaming and swapping touch no data.</summary>
    public string Stored => $"data.t{Id}";

    /// <summary>Where PostgreSQL has the rows that it had, once there are some.</summary>
    public string History => $"data.h{Id}";

    public Column? Find(string name) => Columns.FirstOrDefault(column => column.Name == name);
}

internal sealed record Column(string Name, SqlType Type, string Stored)
{
    public bool IsNotNull { get; init; }

    public Expression? Default { get; init; }

    public string DefaultText { get; init; } = "";

    public IdentityEntry? Identity { get; init; }

    public string Collation { get; init; } = "";

    public string Comment { get; init; } = "";

    public PolicyUse? Mask { get; init; }

    public IReadOnlyList<TagUse> Tags { get; init; } = [];
}

/// <param name="Sequence">How PostgreSQL knows what counts.</param>
internal sealed record IdentityEntry(long Start, long Increment, bool IsOrdered, string Sequence);

/// <summary>A constraint as it was declared. Snowflake enforces none of them but CHECK.</summary>
internal sealed record KeyEntry(string Kind, string Name, IReadOnlyList<string> Columns, DateTimeOffset Created)
{
    public ObjectKey? References { get; init; }

    public IReadOnlyList<string> ReferencedColumns { get; init; } = [];

    public string OnDelete { get; init; } = "NO ACTION";

    public string OnUpdate { get; init; } = "NO ACTION";

    public bool IsRely { get; init; }

    public string CheckText { get; init; } = "";
}

internal sealed record View(ObjectKey Key, Query Query, string Text, DateTimeOffset Created) : CatalogObject(Created)
{
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The whole statement that made it.</summary>
    public required string Statement { get; init; }

    public bool IsSecure { get; init; }

    public IReadOnlyList<TagUse> Tags { get; init; } = [];

    public IReadOnlyList<(string Column, TagUse Use)> ColumnTags { get; init; } = [];
}

internal sealed record Sequence(long Id, long Start, long Increment, DateTimeOffset Created)
{
    public bool IsOrdered { get; init; }

    public string Comment { get; init; } = "";

    /// <summary>But for the owner's.</summary>
    public IReadOnlyList<Grant> Grants { get; init; } = [];

    public string Stored => $"data.q{Id}";
}
