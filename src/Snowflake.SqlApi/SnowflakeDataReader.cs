using System.Data.Common;
using Snowflake.SqlApi.Http;
using Snowflake.SqlApi.Statements;
using Snowflake.SqlApi.Values;

namespace Snowflake.SqlApi;

/// <summary>
/// The rows of a result, forwards. Partitions are fetched as they are reached and read as they arrive; one that breaks off is resumed at
/// the row that was to come. Closing early fetches nothing more.
/// </summary>
// CA1010: rows are read by Read; what DbDataReader enumerates are records without a type of their own.
#pragma warning disable CA1010
public sealed partial class SnowflakeDataReader : DbDataReader, IDbColumnSchemaGenerator
#pragma warning restore CA1010
{
    private readonly StatementRunner _runner;
    private readonly SnowflakeConnection? _closing;
    private readonly Queue<string> _further;
    private StatementReply _reply;
    private IResultRows? _rows;
    private SnowflakeColumn[] _columns = [];
    private RowBlock? _block;
    private int _row;
    private long _affected = -1;
    private bool _isClosed;

    private SnowflakeDataReader(StatementRunner runner, StatementReply reply, SnowflakeConnection? closing, IEnumerable<string> further)
    {
        _runner = runner;
        _closing = closing;
        _further = new(further);
        _reply = Enter(reply);
    }

    public override int Depth => 0;

    public override int FieldCount => _columns.Length;

    public override bool HasRows => _reply.ResultSetMetaData?.NumRows > 0;

    public override bool IsClosed => _isClosed;

    /// <summary>The sum over all results that were reached; -1 where there were only queries.</summary>
    public override int RecordsAffected => checked((int)_affected);

    /// <summary>As <see cref="RecordsAffected"/>, for any number of rows.</summary>
    public long RowsAffected => _affected;

    /// <summary>The handle of the statement whose rows are being read.</summary>
    public string StatementHandle => _reply.StatementHandle;

    /// <summary>See <see cref="SnowflakeCommand.BytesAhead"/>.</summary>
    internal long BytesAhead { get; set; }

    /// <summary>How many rows each partition has.</summary>
    public IReadOnlyList<long> PartitionRowCounts => [.. (_reply.ResultSetMetaData?.PartitionInfo ?? []).Select(partition => partition.RowCount)];

    /// <summary>How many rows the result has; -1 where that is not told.</summary>
    public long RowCount => _reply.ResultSetMetaData?.NumRows ?? -1;

    /// <summary>
    /// The last row as Snowflake sent it, before the rows in front of it are read; null where there is none, or where partitions are fetched
    /// one after the other, see <see cref="SnowflakeCommand.BytesAhead"/>. May be called before the first row is read.
    /// </summary>
    public async Task<IReadOnlyList<string?>?> PeekLastRowAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        if (RowCount <= 0) return null;
        if (PartitionRowCounts.Count <= 1) return _reply.Data.Rows == 0 ? null : _reply.Data.Texts(_reply.Data.Rows - 1);
        return (_rows ??= Rows()) is PartitionsAhead ahead ? await ahead.LastAsync(cancellationToken) : null;
    }

    public override bool Read() => ReadAsync(CancellationToken.None).GetAwaiter().GetResult();

    public override Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        return _block is not null && ++_row < _block.Rows ? Task.FromResult(true) : ReadFurtherAsync(cancellationToken);
    }

    public override bool NextResult() => NextResultAsync(CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>The next statement's result, where the request had several.</summary>
    public override async Task<bool> NextResultAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        _block = null;
        if (!_further.TryDequeue(out var handle)) return false;
        var reply = await _runner.WaitAsync(handle, cancelsOnServer: false, cancellationToken);
        await EndRowsAsync();
        _reply = Enter(reply);
        return true;
    }

    /// <summary>
    /// Rows of one partition alone, for several readers at once: each reader has its own position. The first partition came with the answer.
    /// </summary>
    public SnowflakeDataReader OpenPartition(int partition)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(partition);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(partition, Math.Max(1, PartitionRowCounts.Count));
        return new(_runner, _reply, null, []) { _rows = new ResultRows(_runner.Api, _reply, partition, partition + 1) };
    }

    public override void Close() => CloseAsync().GetAwaiter().GetResult();

    public override async Task CloseAsync()
    {
        if (_isClosed) return;
        _isClosed = true;
        _block = null;
        await EndRowsAsync();
        _closing?.Close();
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await base.DisposeAsync();
    }

    /// <summary>Opens the result of a request; of one with several statements, the first statement's.</summary>
    internal static async Task<SnowflakeDataReader> OpenAsync(StatementRunner runner, StatementReply reply, SnowflakeConnection? closing, CancellationToken cancellation)
    {
        if (reply.StatementHandles.Count == 0) return new(runner, reply, closing, []);
        var first = await runner.WaitAsync(reply.StatementHandles[0], cancelsOnServer: false, cancellation);
        return new(runner, first, closing, reply.StatementHandles.Skip(1));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) Close();
        base.Dispose(disposing);
    }

    private async Task<bool> ReadFurtherAsync(CancellationToken cancellation)
    {
        // What the block holds is no longer valid, also where the next one fails to come.
        _block = null;
        _block = await (_rows ??= Rows()).NextAsync(cancellation);
        _row = 0;
        return _block is not null;
    }

    private async Task EndRowsAsync()
    {
        if (_rows is not null) await _rows.DisposeAsync();
        _rows = null;
    }

    private IResultRows Rows() => BytesAhead > 0 && PartitionRowCounts.Count > 1 ? new PartitionsAhead(_runner.Api, _reply, BytesAhead) : ResultRows.All(_runner.Api, _reply);

    private StatementReply Enter(StatementReply reply)
    {
        _columns = [.. (reply.ResultSetMetaData?.RowType ?? []).Select(type => new SnowflakeColumn(type))];
        var affected = AffectedRows.Of(reply);
        if (affected >= 0) _affected = Math.Max(0, _affected) + affected;
        return reply;
    }
}
