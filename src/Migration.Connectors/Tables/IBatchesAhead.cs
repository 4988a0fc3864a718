namespace Migration.Connectors.Tables;

/// <summary>Where a copy takes its batches from, in their order.</summary>
internal interface IBatchesAhead : IAsyncDisposable
{
    /// <summary>The next batch; null where none follows, or when waiting was cancelled.</summary>
    ValueTask<FilledBatch?> NextAsync(CancellationToken waiting);

    /// <summary>Gives a written batch back to be filled again.</summary>
    void Return(FilledBatch written);

    /// <summary>Lets the read in flight come to its end: a cancelled one may cost the source its connection. No batch follows.</summary>
    Task RestAsync();
}
