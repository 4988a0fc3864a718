using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Tables;
using Migration.Core.Errors;

namespace Migration.Conformance;

/// <summary>Tables that are copied in several parts: each part by itself, all of them together each row once.</summary>
public sealed class ShardTests : IDisposable
{
    private const int Rows = 60;

    // Columns, and how the number of a row becomes its values.
    private static readonly Dictionary<string, (string Columns, Func<int, string> Values)> s_tables = new()
    {
        ["integer"] = ("a BIGINT PRIMARY KEY, b TEXT", i => $"{i * 7}, 'v{i}'"),
        ["gaps"] = ("a BIGINT PRIMARY KEY, b TEXT", i => $"{(i < 3 ? long.MinValue + i : long.MaxValue - i)}, 'v{i}'"),
        ["row id"] = ("a INTEGER PRIMARY KEY, b TEXT", i => $"{i * 3}, 'v{i}'"),
        ["row id with gaps"] = ("a INTEGER PRIMARY KEY, b TEXT", i => $"{(i < 3 ? int.MinValue + i : int.MaxValue - i)}, 'v{i}'"),
        ["text"] = ("a TEXT NOT NULL PRIMARY KEY, b TEXT", i => $"'{(i % 2 == 0 ? "K" : "k")}{i}', 'v{i}'"),
        ["composite"] = ("a BIGINT NOT NULL, b TEXT NOT NULL, PRIMARY KEY (a, b)", i => $"{i % 4}, 'v{i}'"),
        ["nullable"] = ("a BIGINT UNIQUE, b TEXT", i => i % 5 == 0 ? $"NULL, 'v{i}'" : $"{i}, 'v{i}'"),
        ["none"] = ("a BIGINT, b TEXT", i => $"{i % 3}, 'v{i % 9}'"),
    };

    private readonly TestDatabases _databases = new();

    public static TheoryData<string, string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, string>();
            foreach (var source in Engines.Kinds)
                foreach (var target in Engines.Kinds)
                    foreach (var key in s_tables.Keys)
                        cases.Add(source, target, key);
            return cases;
        }
    }

    public void Dispose() => _databases.Dispose();

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public async Task Table_WhoseShardsAreCopiedAtOnce_IsEqualAndRollsBack(string source, string target, string key)
    {
        var run = Make(source, target, key);
        var shards = (await run.PrepareAsync()).Shards;

        await Task.WhenAll(Enumerable.Range(1, shards).Select(run.CopyInSlicesAsync));
        await run.FinishAsync();
        var validation = await run.ValidateAsync();
        var copied = Dump("target");
        var removed = (await run.RollbackAsync()).RowsRemoved;

        Assert.Equal((source, key) == ("postgres", "none") ? 1 : 4, shards);
        Assert.Equal((TableVerdict.Equal, validation.Summary), (validation.Verdict, validation.Summary));
        Assert.Equal(Dump("source"), copied);
        Assert.Equal(Rows, removed);
        Assert.True((await run.VerifyRollbackAsync()).Equal);
    }

    [SkippableTheory]
    [MemberData(nameof(Engines.PairsOfOneCase), MemberType = typeof(Engines))]
    public async Task Shards_AreThoseOfTheFirstTime_WhateverTheSourceHoldsLater(string source, string target)
    {
        var run = Make(source, target, "row id");
        var first = await run.PrepareAsync();
        var before = Bounds(target);
        _databases.Execute("source", "DELETE FROM t WHERE a > 90");
        var second = await run.With(job => job with { Shards = 7 }).PrepareAsync();

        Assert.Equal((4, 4), (first.Shards, second.Shards));
        Assert.Equal(before, Bounds(target));
        Assert.Equal(TableVerdict.Equal, (await FinishAsync(run, 4)).Verdict);
    }

    [SkippableTheory]
    [MemberData(nameof(Engines.PairsOfOneCase), MemberType = typeof(Engines))]
    public async Task Shard_TriedAgain_TouchesNoOther(string source, string to)
    {
        var run = Make(source, to, "row id", target: "a BIGINT PRIMARY KEY, b TEXT, CHECK (b <> 'v40')");
        await run.PrepareAsync();
        await using var other = await OpenAsync(run);
        var state = await other.Target.BeginAttemptAsync(2, CancellationToken.None);
        var batch = await ReadAsync(other, state);

        var failure = await Assert.ThrowsAsync<MigrationException>(() => run.CopyInSlicesAsync(3));
        var done = await run.CopyShardAsync(1);
        await other.Target.CommitAsync(batch, state.Next, state, CancellationToken.None);
        _databases.Execute("source", "UPDATE t SET b = 'mended' WHERE b = 'v40'");

        Assert.Equal(ErrorCodes.ConstraintViolated, failure.Code);
        Assert.Matches("^Range [0-9]+ of shard 3 of table 't'", failure.Message);
        Assert.Equal(("t/1#1", 1L), (done.Checkpoint.Id, done.Transactions));
        Assert.Equal(TableVerdict.Equal, (await FinishAsync(run, 4)).Verdict);
        Assert.Equal($"{Rows}", _databases.Scalar("target", $"SELECT sum({(to == "snowflake" ? "row_count" : "rows")}) FROM _migration_ranges"));
    }

    [SkippableTheory]
    [MemberData(nameof(Engines.PairsOfOneCase), MemberType = typeof(Engines))]
    public async Task Attempt_OnAShardThatWasOvertaken_CommitsNothing(string source, string target)
    {
        var run = Make(source, target, "row id");
        await run.PrepareAsync();
        await using var zombie = await OpenAsync(run);
        var overtaken = await zombie.Target.BeginAttemptAsync(2, CancellationToken.None);
        var late = await ReadAsync(zombie, overtaken);
        await run.CopyInSlicesAsync(2);
        var before = Dump("target");

        var failure = await Assert.ThrowsAsync<MigrationException>(async () => await zombie.Target.CommitAsync(late, overtaken.Next, overtaken, CancellationToken.None));

        Assert.Equal(ErrorCodes.AttemptFenced, failure.Code);
        Assert.Equal(before, Dump("target"));
        Assert.Equal(TableVerdict.Equal, (await FinishAsync(run, 4)).Verdict);
    }

    [SkippableTheory]
    [MemberData(nameof(Engines.PairsOfOneCase), MemberType = typeof(Engines))]
    public async Task Attempt_OnAnyShard_AfterARollback_CommitsNothing(string source, string target)
    {
        var run = Make(source, target, "row id");
        await run.PrepareAsync();
        await using (var zombie = await OpenAsync(run))
        {
            var state = await zombie.Target.BeginAttemptAsync(4, CancellationToken.None);
            var late = await ReadAsync(zombie, state);
            await run.CopyInSlicesAsync(1);
            await run.RollbackAsync();

            var failure = await Assert.ThrowsAsync<MigrationException>(async () => await zombie.Target.CommitAsync(late, state.Next, state, CancellationToken.None));
            await Assert.ThrowsAsync<MigrationException>(async () => await zombie.Target.BeginAttemptAsync(3, CancellationToken.None));

            Assert.Equal(ErrorCodes.AttemptFenced, failure.Code);
        }
        Assert.True((await run.VerifyRollbackAsync()).Equal);
        var again = run.With(job => job with { Round = 1 });
        await again.PrepareAsync();
        Assert.Equal(TableVerdict.Equal, (await FinishAsync(again, 4)).Verdict);
    }

    private TableRun Make(string source, string to, string key, string? target = null)
    {
        var (columns, values) = s_tables[key];
        var rows = string.Join(", ", Enumerable.Range(1, Rows).Select(i => $"({values(i)})"));
        _databases.Make(source, "source", $"CREATE TABLE t({columns}); INSERT INTO t VALUES {rows}").Make(to, "target", target is null ? "" : $"CREATE TABLE t({target})");
        return TableRun.Of(_databases, "t", batchSize: 4).With(job => job with { Shards = 4 });
    }

    private static async Task<TableValidation> FinishAsync(TableRun run, int shards)
    {
        for (var shard = 1; shard <= shards; shard++)
            await run.CopyInSlicesAsync(shard);
        await run.FinishAsync();
        return await run.ValidateAsync();
    }

    private IReadOnlyList<string> Bounds(string kind) => [.. _databases.Rows("target", kind switch
    {
        "sqlite" => "SELECT shard || ' ' || hex(after_key) || ' ' || hex(up_to) FROM _migration_shards ORDER BY shard",
        "snowflake" => "SELECT shard || ' ' || after_key || ' ' || up_to FROM _migration_shards ORDER BY shard",
        _ => "SELECT shard || ' ' || encode(after_key, 'hex') || ' ' || encode(up_to, 'hex') FROM _migration_shards ORDER BY shard",
    })];

    private IReadOnlyList<string> Dump(string database) =>
        [.. _databases.Rows(database, "SELECT coalesce(CAST(a AS TEXT), '~') || '|' || coalesce(b, '~') FROM t").Order(StringComparer.Ordinal)];

    private Task<OpenTable> OpenAsync(TableRun run) => OpenTable.OfAsync(_databases, run);

    private static async Task<RowBatch> ReadAsync(OpenTable table, LedgerState state)
    {
        var batch = new RowBatch(table.Source.Columns.Count);
        await table.Source.ReadAsync(batch, state.Next, state.Shard.UpTo, new BatchLimits(4, long.MaxValue), CancellationToken.None);
        state.Shard.Close(batch);
        return batch;
    }
}
