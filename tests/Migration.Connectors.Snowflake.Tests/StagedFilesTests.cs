using System.IO.Compression;
using System.Text;
using Migration.Connectors.Rows;
using Migration.Connectors.Snowflake.Tables;
using Migration.Connectors.Types;

namespace Migration.Connectors.Snowflake.Tests;

/// <summary>When a file of rows is closed, and what becomes of it, whatever brings it to the account.</summary>
public sealed class StagedFilesTests : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private static readonly FileLimits s_limits = new() { LeastBatch = 0, MostBytes = 20_000, Oldest = TimeSpan.FromMinutes(1), LeastAttempt = TimeSpan.FromMinutes(5) };

    private readonly List<(string Name, long Bytes, int Lines)> _loaded = [];
    private readonly HandTime _time = new();
    private readonly StageChunk _chunk = new("t", [new ColumnForm("v", ValueForm.Text, ColumnType.Any, ColumnType.Any)]);
    private readonly StagedFiles _files;
    private TaskCompletionSource? _held;
    private long _parcel;

    public StagedFilesTests() => _files = new StagedFiles(LoadAsync, s_limits, _time);

    public ValueTask DisposeAsync() => _files.DisposeAsync();

    [Fact]
    public async Task File_IsFilledByManyBatches_AndGoesWhenItHasItsSize()
    {
        var rows = new List<StagedRows>();
        for (var batch = await AddAsync(); batch.Parcel < 3; batch = await AddAsync())
            rows.Add(batch);
        await Task.WhenAll(rows.Select(batch => batch.Arrived)).WaitAsync(s_patience);

        Assert.Equal(["7_1.json.gz", "7_2.json.gz"], _loaded.Select(file => file.Name));
        Assert.All(_loaded, file => Assert.InRange(file.Bytes, s_limits.MostBytes, s_limits.MostBytes * 3 / 2));
        Assert.All(_loaded, file => Assert.True(file.Lines > 1));
        Assert.Equal(rows.GroupBy(batch => batch.Parcel).Select(file => file.Max(batch => batch.Last)), _loaded.Select(file => file.Lines));
    }

    [Fact]
    public async Task File_OfASlowSource_GoesWithTheFirstBatchAfterItsMinute()
    {
        var first = await AddAsync();
        _time.Advance(s_limits.Oldest - TimeSpan.FromSeconds(1));
        var second = await AddAsync();
        Assert.True(second.IsHeld);
        _time.Advance(TimeSpan.FromSeconds(1));
        var third = await AddAsync();
        await third.Arrived.WaitAsync(s_patience);

        Assert.Equal((1L, 1L, 1L, false), (first.Parcel, second.Parcel, third.Parcel, first.IsHeld));
        Assert.Equal(3, Assert.Single(_loaded).Lines);
    }

    [Fact]
    public async Task Attempt_GoesOn_UntilAFileIsWhole_AndForSomeMinutesWhereItHasFiles()
    {
        Assert.False(_files.IsCollecting);
        await AddAsync();
        await _files.RestAsync(CancellationToken.None);
        Assert.True(_files.IsCollecting);
        _time.Advance(s_limits.LeastAttempt);
        Assert.False(_files.IsCollecting);
        await AddAsync();
        Assert.True(_files.IsCollecting);
        await _files.RestAsync(CancellationToken.None);
        Assert.False(_files.IsCollecting);
    }

    [Fact]
    public async Task Stop_DropsTheFileThatIsBeingWritten_AndNothingOfItStays()
    {
        var rows = await AddAsync();
        var folder = Path.GetDirectoryName(rows.File!.FullName);

        await _files.RestAsync(new CancellationToken(canceled: true));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rows.Arrived);
        Assert.Equal((false, false), (rows.IsHeld, Directory.Exists(folder)));
        Assert.Empty(_loaded);
        Assert.Equal(2, (await AddAsync()).Parcel);
    }

    [Fact]
    public async Task File_WaitsOnTheDisk_WhileTheOneBeforeItIsOnItsWay()
    {
        _held = new();
        var first = await FillAsync();
        var second = FillAsync();
        Assert.False(second.IsCompleted);
        Assert.Empty(_loaded);
        _held.SetResult();
        await (await second).Arrived.WaitAsync(s_patience);

        Assert.True(first.Arrived.IsCompletedSuccessfully);
        Assert.Equal(["7_1.json.gz", "7_2.json.gz"], _loaded.Select(file => file.Name));
    }

    /// <summary>One batch of one chunk, which hardly shrinks.</summary>
    private Task<StagedRows> AddAsync()
    {
        var batch = new RowBatch(1);
        for (var row = 0; row < 10; row++)
        {
            batch.WriteText(Encoding.ASCII.GetBytes(Convert.ToHexString(Random.Shared.GetItems<byte>(Enumerable.Range(0, 256).Select(value => (byte)value).ToArray(), 400))));
            batch.EndRow();
        }
        Assert.True(_files.Takes(batch));
        return _files.AddAsync(batch, _chunk, (1, 7), () => ++_parcel, CancellationToken.None);
    }

    private async Task<StagedRows> FillAsync()
    {
        var rows = await AddAsync();
        while (rows.IsHeld)
            await AddAsync();
        return rows;
    }

    private async Task LoadAsync(StagedFile file, CancellationToken cancellation)
    {
        await (_held?.Task ?? Task.CompletedTask);
        await using var content = new GZipStream(File.OpenRead(file.FullName), CompressionMode.Decompress);
        using var lines = new StreamReader(content);
        var count = 0;
        while (await lines.ReadLineAsync(cancellation) is not null)
            count++;
        Assert.Equal(file.Lines, count);
        _loaded.Add((Path.GetFileName(file.FullName), new FileInfo(file.FullName).Length, count));
    }

    private sealed class HandTime : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan by) => _ticks += by.Ticks;

        public override long GetTimestamp() => _ticks;
    }
}
