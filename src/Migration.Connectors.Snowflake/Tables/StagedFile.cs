using System.IO.Compression;
using Migration.Connectors.Rows;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>A compressed file of this machine with the rows of some batches, a chunk of them in each line.</summary>
internal sealed class StagedFile : IDisposable
{
    private readonly OwnedFolder _folder = OwnedFolder.Create();
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
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

    /// <summary>No row follows.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Ends as loading it does.</summary>
    public Task Arrived => _arrived.Task;

    /// <summary>Lines count from 1, as METADATA$FILE_ROW_NUMBER does.</summary>
    public StagedRows Add(RowBatch batch, StageChunk chunk)
    {
        var first = Lines + 1;
        for (var at = 0; at < batch.Encoded.Length; Lines++)
        {
            at = chunk.Fill(batch, at);
            _compressed.Write(chunk.Encoded);
            _compressed.Write("\n"u8);
        }
        return new StagedRows(Parcel, first, Lines) { File = this };
    }

    public void Close()
    {
        IsClosed = true;
        _compressed.Dispose();
    }

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
            Close();
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
