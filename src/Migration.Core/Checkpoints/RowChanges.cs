namespace Migration.Core.Checkpoints;

/// <summary>What a copy that changes rows in place did to its target; rows that were as they should be are not among them.</summary>
public sealed record RowChanges(long Inserted, long Updated, long Deleted)
{
    public static RowChanges None { get; } = new(0, 0, 0);

    public long Total => Inserted + Updated + Deleted;

    public static RowChanges operator +(RowChanges left, RowChanges right) => left.Add(right);

    public RowChanges Add(RowChanges other) => new(Inserted + other.Inserted, Updated + other.Updated, Deleted + other.Deleted);
}
