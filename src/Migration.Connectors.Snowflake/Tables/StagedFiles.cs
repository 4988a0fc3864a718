using Migration.Connectors.Rows;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>
/// Collects the rows of an attempt's batches in files, of as many as make one of the size that Snowflake loads best, and
/// lets each go on its way when it is full. While one is on its way the next one is written; so two are on the disk at most.
/// </summary>
/// <param name="load">Brings a closed file to the account and into the table beside the target.</param>
internal sealed class StagedFiles(Func<StagedFile, CancellationToken, Task> load, FileLimits limits, TimeProvider time) : IAsyncDisposable
{
    private readonly long _begun = time.GetTimestamp();
    private (StagedFile File, long Since)? _open;
    private Task _sending = Task.CompletedTask;
    private long _seen;
    private bool _isUsed;

    /// <summary>One is being filled, or it is too early to be content with those before it.</summary>
    public bool IsCollecting => _open is not null || (_isUsed && time.GetElapsedTime(_begun) < limits.LeastAttempt);

    /// <summary>Whether the batch, which comes next, goes by a file.</summary>
    public bool Takes(RowBatch batch) =>
        (_seen += batch.Encoded.Length) >= limits.LeastTable || _open is not null || batch.Encoded.Length >= limits.LeastBatch;

    /// <param name="parcel">The number of a file that is begun with the batch.</param>
    public async Task<StagedRows> AddAsync(RowBatch batch, StageChunk chunk, (int Shard, long Epoch) attempt, Func<long> parcel, CancellationToken cancellation)
    {
        _isUsed = true;
        var (file, since) = _open ??= (new StagedFile(attempt, parcel()), time.GetTimestamp());
        var staged = file.Add(batch, chunk);
        if (file.Bytes >= limits.MostBytes || time.GetElapsedTime(since) >= limits.Oldest)
            await SendAsync(cancellation);
        return staged;
    }

    /// <summary>
    /// Ends when nothing is on its way any more. Its batches tell whether a file has arrived; one that has not keeps no other.
    /// Cancelled, what is not on its way is dropped.
    /// </summary>
    public async Task RestAsync(CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            Drop();
        else if (_open is not null)
            await SendAsync(cancellation);
        await EndedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Drop();
        await EndedAsync();
    }

    /// <summary>Lets the file go on its way, when the one before it has come to its end.</summary>
    private async Task SendAsync(CancellationToken cancellation)
    {
        await EndedAsync();
        var (file, _) = _open!.Value;
        _open = null;
        _sending = BringAsync(file, cancellation);
    }

    private void Drop()
    {
        _open?.File.Dispose();
        _open = null;
    }

    private async Task EndedAsync() => await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task BringAsync(StagedFile file, CancellationToken cancellation)
    {
        using (file)
            await file.ArriveAsync(LoadAsync(file, cancellation));
    }

    private async Task LoadAsync(StagedFile file, CancellationToken cancellation)
    {
        // Here, so that a disk that is full is told to whoever waits for the rows.
        file.Close();
        await load(file, cancellation);
    }
}
