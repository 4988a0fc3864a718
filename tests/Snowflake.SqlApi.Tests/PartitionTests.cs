using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Faults;

namespace Snowflake.SqlApi.Tests;

/// <summary>Results in partitions of ten rows.</summary>
public sealed class PartitionTests
{
    private const string Query = "SELECT N, T FROM R";

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(95)]
    public async Task Rows_OfAllPartitions_ComeInOrder(int rows)
    {
        await using var account = await StartAsync(rows);
        await using var reader = await account.Command(Query).ExecuteReaderAsync();

        Assert.Equal(rows > 0, reader.HasRows);
        Assert.Equal(Numbers(0, rows), await ReadAsync(reader));
        Assert.Equal(Math.Max(0, (rows - 1) / 10), account.Emulator.Log.CountOf(Operation.Partition));
        Assert.Equal(-1, reader.RecordsAffected);
    }

    [Fact]
    public async Task Partition_ThatBreaksOff_IsResumedWithoutLossOrRepetition()
    {
        await using var account = await StartAsync(40, textLength: 30_000);
        account.Emulator.Faults.Order(Operation.Partition, Fault.Truncate, Fault.DropResponse, Fault.ServiceUnavailable, Fault.None, Fault.Truncate, Fault.TokenExpired);
        await using var reader = await account.Command(Query).ExecuteReaderAsync();

        Assert.Equal(Numbers(0, 40), await ReadAsync(reader));
    }

    [Fact]
    public async Task Partition_ThatBreaksOffAgainAndAgain_FailsAsTransient()
    {
        await using var account = await StartAsync(20, textLength: 30_000);
        account.Emulator.Faults.Order(Operation.Partition, Enumerable.Repeat(Fault.Truncate, 200));
        await using var reader = await account.Command(Query).ExecuteReaderAsync();

        var failure = await Assert.ThrowsAsync<SnowflakeException>(() => ReadAsync(reader));

        Assert.True(failure.IsTransient);
        Assert.Equal(reader.StatementHandle, failure.QueryId);
    }

    [Fact]
    public async Task Reader_ClosedEarly_FetchesNoFurtherPartition()
    {
        await using var account = await StartAsync(40);
        await using (var reader = await account.Command(Query).ExecuteReaderAsync())
            for (var i = 0; i < 11; i++)
                Assert.True(await reader.ReadAsync());

        Assert.Equal(1, account.Emulator.Log.CountOf(Operation.Partition));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(95)]
    public async Task Rows_OfPartitionsThatAreFetchedAhead_ComeInOrder(int rows)
    {
        await using var account = await StartAsync(rows);
        await using var reader = await Ahead(account, 1_000_000).ExecuteReaderAsync();

        Assert.Equal(Numbers(0, rows), await ReadAsync(reader));
        Assert.Equal(Math.Max(0, (rows - 1) / 10), account.Emulator.Log.CountOf(Operation.Partition));
    }

    [Theory]
    [InlineData(0, 1_000_000)]
    [InlineData(9, 1_000_000)]
    [InlineData(11, 1_000_000)]
    [InlineData(95, 1_000_000)]
    [InlineData(95, 1)]
    public async Task LastRow_IsTold_BeforeTheOthersAreRead_AndFetchedOnce(int rows, long bytesAhead)
    {
        await using var account = await StartAsync(rows);
        await using var reader = await Ahead(account, bytesAhead).ExecuteReaderAsync();

        var last = await reader.PeekLastRowAsync(CancellationToken.None);

        Assert.Equal(rows == 0 ? null : $"{rows - 1}", last?[0]);
        Assert.Equal((long)rows, reader.RowCount);
        Assert.Equal(Numbers(0, rows), await ReadAsync(reader));
        Assert.Equal(Math.Max(0, (rows - 1) / 10), account.Emulator.Log.CountOf(Operation.Partition));
    }

    [Fact]
    public async Task LastRow_OfPartitionsThatComeOneAfterTheOther_IsNotTold()
    {
        await using var account = await StartAsync(20);
        await using var reader = await account.Command(Query).ExecuteReaderAsync();

        Assert.Null(await reader.PeekLastRowAsync(CancellationToken.None));
        Assert.Equal(Numbers(0, 20), await ReadAsync(reader));
    }

    [Fact]
    public async Task Partitions_FetchedAhead_ThatBreakOff_AreResumedWithoutLossOrRepetition()
    {
        await using var account = await StartAsync(60, textLength: 30_000);
        account.Emulator.Faults.Order(Operation.Partition, Fault.Truncate, Fault.None, Fault.DropResponse, Fault.ServiceUnavailable, Fault.None, Fault.Truncate, Fault.TokenExpired);
        await using var reader = await Ahead(account, 10_000_000).ExecuteReaderAsync();

        Assert.Equal(Numbers(0, 60), await ReadAsync(reader));
    }

    [Fact]
    public async Task Partition_FetchedAhead_ThatCanNotBeRead_FailsWhereItIsReached()
    {
        await using var account = await StartAsync(40, textLength: 30_000);
        account.Emulator.Faults.Order(Operation.Partition, Enumerable.Repeat(Fault.Truncate, 200));
        await using var reader = await Ahead(account, 10_000_000).ExecuteReaderAsync();
        for (var i = 0; i < 10; i++) Assert.True(await reader.ReadAsync());

        var failure = await Assert.ThrowsAsync<SnowflakeException>(() => reader.ReadAsync());

        Assert.True(failure.IsTransient);
    }

    [Theory]
    // A partition has about 10,200 bytes: there is room for two, for none, or for all.
    [InlineData(21_000, 2)]
    [InlineData(1, 1)]
    [InlineData(10_000_000, 9)]
    public async Task Reader_WithRoomForSome_FetchesNoMoreAhead(long room, int most)
    {
        await using var account = await StartAsync(95, textLength: 1_000);
        await using (var reader = await Ahead(account, room).ExecuteReaderAsync())
        {
            Assert.True(await reader.ReadAsync());
            await Until.TrueAsync(() => account.Emulator.Log.CountOf(Operation.Partition) == most);
            for (var i = 1; i < 10; i++) Assert.True(await reader.ReadAsync());
        }

        Assert.Equal(most, account.Emulator.Log.CountOf(Operation.Partition));
    }

    [Fact]
    public async Task Partitions_ReadAtOnce_GiveEachItsRows()
    {
        await using var account = await StartAsync(35);
        await using var reader = await account.Command(Query).ExecuteReaderAsync();
        Assert.Equal([10, 10, 10, 5], reader.PartitionRowCounts);

        var read = await Task.WhenAll(Enumerable.Range(0, 4).Select(async partition =>
        {
            await using var one = reader.OpenPartition(partition);
            return await ReadAsync(one);
        }));

        Assert.Equal([Numbers(0, 10), Numbers(10, 10), Numbers(20, 10), Numbers(30, 5)], read);
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.OpenPartition(4));
    }

    [Fact]
    public async Task Row_LargerThanTheBuffer_IsReadWhole()
    {
        await using var account = await StartAsync(12, textLength: 500_000);
        await using var reader = await account.Command(Query).ExecuteReaderAsync();

        while (await reader.ReadAsync()) Assert.Equal(500_000, reader.GetString(1).Length);
        Assert.Equal(1, account.Emulator.Log.CountOf(Operation.Partition));
    }

    private static async Task<Account> StartAsync(int rows, int textLength = 3)
    {
        var account = await Account.StartAsync(options => options with { PartitionRows = 10 });
        var text = string.Concat(Enumerable.Range(0, textLength).Select(i => (char)('a' + (i * 7919 % 26))));
        account.Engine.On(Query, new EngineResult(
            [new("N", "fixed") { Precision = 9, Scale = 0 }, new("T", "text")],
            [.. Enumerable.Range(0, rows).Select(i => new[] { $"{i}", text })]));
        return account;
    }

    private static SnowflakeCommand Ahead(Account account, long bytes)
    {
        var command = account.Command(Query);
        command.BytesAhead = bytes;
        return command;
    }

    private static List<int> Numbers(int first, int count) => [.. Enumerable.Range(first, count)];

    private static async Task<List<int>> ReadAsync(SnowflakeDataReader reader)
    {
        var all = new List<int>();
        while (await reader.ReadAsync()) all.Add(reader.GetInt32(0));
        return all;
    }
}
