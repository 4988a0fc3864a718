using System.IO.Compression;
using System.Text;
using Migration.Connectors.Rows;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>A compressed file of this machine with the rows of some batches, a chunk of them in each line.</summary>
internal sealed class StagedFile : IDisposable
{
    private readonly OwnedFolder _folder = OwnedFolder.Create();
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _begun = TimeProvider.System.GetTimestamp();
    private readonly FileStream _file;
    private readonly GZipStream _compressed;

    /// <param name="parcel">See <see cref="StagedRows"/>.</param>
    public StagedFile((int Shard, long Epoch) attempt, long parcel)
    {
        (Attempt, Parcel) = (attempt, parcel);
        _file = new FileInfo(Path.Combine(_folder.Name, $"{attempt.Epoch}_{parcel}.json.gz")).Create();
        _compressed = new GZipStream(_file, CompressionLevel.Fastest);
    }

    public (int Shard, long Epoch) Attempt { get; }

    public long Parcel { get; }

    public string FullName => _file.Name;

    public int Lines { get; private set; }

    /// <summary>Compressed, as far as it is written.</summary>
    public long Bytes => _file.Position;

    public TimeSpan Age => TimeProvider.System.GetElapsedTime(_begun);

    /// <summary>Lines count from 1, as METADATA$FILE_ROW_NUMBER does.</summary>
    public StagedRows Add(RowBatch batch, StageChunk chunk)
    {
        var first = Lines + 1;
        for (var at = 0; at < batch.Encoded.Length;)
        {
            (var text, _, at) = chunk.Fill(batch, at);
            _compressed.Write(Encoding.UTF8.GetBytes(text));
            _compressed.Write("\n"u8);
            Lines++;
        }
        return new StagedRows(Parcel, first, Lines) { Arrived = _arrived.Task };
    }

    /// <summary>No row follows.</summary>
    public void Close() => _compressed.Dispose();

    /// <summary>Tells the batches in it what loading it came to, and ends as that did.</summary>
    public async Task ArriveAsync(Task loading)
    {
        await loading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _arrived.TrySetFromTask(loading);
        await loading;
    }

    public void Dispose()
    {
        try
        {
            _compressed.Dispose();
        }
        finally
        {
            // Nobody may be waiting for it any more.
            _arrived.TrySetCanceled();
            _ = _arrived.Task.Exception;
            _folder.Dispose();
        }
    }
}
