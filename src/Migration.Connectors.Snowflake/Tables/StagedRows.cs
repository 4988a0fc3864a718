using Migration.Connectors.Tables;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>Where the rows of a batch lie beside the table.</summary>
/// <param name="Parcel">Its number in the attempt, in the order in which parcels were brought: a batch, or a file of some. Zero for none.</param>
/// <param name="First">The first chunk of the batch in it.</param>
/// <param name="Last">The last one.</param>
internal sealed record StagedRows(long Parcel, int First, int Last) : IBroughtRows
{
    public static StagedRows None { get; } = new(0, 0, 0);

    /// <summary>By which they come; null where they are there.</summary>
    public StagedFile? File { get; init; }

    public bool IsHeld => File is { IsClosed: false };

    public Task Arrived => File?.Arrived ?? Task.CompletedTask;
}
