using System.Collections.Immutable;

namespace Snowflake.Emulator.Sql.Catalog;

/// <summary>All that the account has at one moment.</summary>
internal sealed record CatalogState
{
    /// <summary>The account's.</summary>
    public int RetentionDays { get; init; } = 1;

    public ImmutableSortedDictionary<string, DatabaseEntry> Databases { get; init; } = ImmutableSortedDictionary.Create<string, DatabaseEntry>(StringComparer.Ordinal);

    public ImmutableDictionary<(string Database, string Name), SchemaEntry> Schemas { get; init; } = ImmutableDictionary<(string Database, string Name), SchemaEntry>.Empty;

    public ImmutableDictionary<ObjectKey, CatalogObject> Objects { get; init; } = ImmutableDictionary<ObjectKey, CatalogObject>.Empty;

    public ImmutableDictionary<ObjectKey, Sequence> Sequences { get; init; } = ImmutableDictionary<ObjectKey, Sequence>.Empty;

    public ImmutableDictionary<ObjectKey, Stage> Stages { get; init; } = ImmutableDictionary<ObjectKey, Stage>.Empty;

    /// <summary>Tags and policies.</summary>
    public ImmutableDictionary<ObjectKey, Governor> Governors { get; init; } = ImmutableDictionary<ObjectKey, Governor>.Empty;

    /// <summary>Tables that were dropped or replaced, the last one first.</summary>
    public ImmutableList<DroppedTable> Dropped { get; init; } = [];

    /// <summary>Databases and schemas that were dropped or replaced, the last one first.</summary>
    public ImmutableList<DroppedNamespace> DroppedNamespaces { get; init; } = [];

    public CatalogState With(ObjectKey key, CatalogObject entry) => this with { Objects = Objects.SetItem(key, entry) };

    public CatalogState Without(ObjectKey key, DateTimeOffset at) => this with
    {
        Objects = Objects.Remove(key),
        Dropped = Objects.GetValueOrDefault(key) is Table { Kind: not "TEMPORARY" } table ? Dropped.Insert(0, new(key, table, at, Retention.OfTable(this, key, table))) : Dropped,
    };
}

/// <param name="RetentionDays">As it was then: it stays so.</param>
internal sealed record DroppedTable(ObjectKey Key, Table Table, DateTimeOffset At, int RetentionDays)
{
    public bool IsThere(DateTimeOffset now) => RetentionDays > 0 && now <= At.AddDays(RetentionDays);
}

/// <param name="Schema">Null for a database.</param>
/// <param name="Before">The account before it went: what was in it then comes back with it.</param>
internal sealed record DroppedNamespace(string Database, string? Schema, CatalogState Before, DateTimeOffset At, int RetentionDays)
{
    public bool IsThere(DateTimeOffset now) => RetentionDays > 0 && now <= At.AddDays(RetentionDays);

    public bool Holds(ObjectKey key) => key.Database == Database && (Schema is null || key.Schema == Schema);
}
