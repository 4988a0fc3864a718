using Migration.Core.Checkpoints;
using Migration.Core.Errors;
using Migration.Core.Progress;

namespace Migration.Workflows.Tests.Table;

public sealed class TableStateChangesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly StepFailure Locked = new(ErrorCodes.DatabaseLocked, "locked", new() { Transient = true });
    private static readonly Checkpoint Half = new("users#3", "users", "k", 50, 500, 3, Noon);

    private readonly TableState users = new() { Name = "users" };

    [Fact]
    public void EveryChange_Always_RaisesTheVersion()
    {
        TableState[] changes =
        [
            users.At(TableStage.Copy),
            users.AboutToWrite(),
            users.Prepared(new() { KeyDescription = "id" }),
            users.Copied(new() { Checkpoint = Half }),
            users.Validated(new() { Verdict = "EQUAL", Summary = "" }),
            users.Failed(Locked, 0, Noon),
            users.Ended(ExecutionStatus.Completed),
            users.TakenBack(new()),
        ];
        Assert.All(changes, change => Assert.True(change.Version > users.Version));
    }

    [Fact]
    public void Copied_TwoCheckpoints_AddsMetricsAndKeepsTheLast()
    {
        var slice = new MigrationMetrics { CopyTime = TimeSpan.FromSeconds(2) };
        var state = users
            .Copied(new() { Checkpoint = Half, Metrics = slice })
            .Copied(new() { Checkpoint = Half with { Rows = 80, Bytes = 800, Ranges = 5 }, Metrics = slice });
        Assert.Equal(80, state.Checkpoint!.Rows);
        Assert.Equal(
            new MigrationMetrics { RowsInserted = 80, BytesProcessed = 800, Transactions = 5, Checkpoints = 2, CopyTime = TimeSpan.FromSeconds(4) },
            state.Metrics);
    }

    [Fact]
    public void Copied_WithChangesInPlace_CountsEachKindOnce()
    {
        var state = users
            .Copied(new() { Checkpoint = Half with { Changes = new(3, 2, 1) } })
            .Copied(new() { Checkpoint = Half with { Rows = 80, Changes = new(4, 2, 6) } });
        Assert.Equal((4, 2, 6, 74), (state.Metrics.RowsInserted, state.Metrics.RowsUpdated, state.Metrics.RowsDeleted, state.Metrics.RowsUnchanged));
    }

    [Fact]
    public void Copied_FromTheBeginningAgain_SaysSoOnce_AndCountsWhatIsThere()
    {
        var again = new TableCopy { Checkpoint = Half with { Rows = 20, Bytes = 200, Ranges = 1 }, BeganAgain = true };
        var state = users.Copied(new() { Checkpoint = Half }).Copied(again).Copied(again);
        Assert.Contains("crashed", Assert.Single(state.Warnings), StringComparison.Ordinal);
        Assert.Equal(20, state.Metrics.RowsInserted);
    }

    [Fact]
    public void Steps_Always_AddTheTimeTheyTook()
    {
        var second = TimeSpan.FromSeconds(1);
        var state = users
            .Prepared(new() { KeyDescription = "id", Duration = second })
            .Validated(new() { Verdict = "EQUAL", Summary = "", Duration = second });
        Assert.Equal((second, second), (state.Metrics.PrepareTime, state.Metrics.ValidationTime));
    }

    [Fact]
    public void Failed_RowsRefused_CountUntilTheyAreWritten()
    {
        var refused = users.Failed(new(ErrorCodes.ConstraintViolated, "refused", new() { Rows = 40 }), 0, Noon).Failed(Locked, 0, Noon);
        Assert.Equal(40, refused.Metrics.RowsErrored);
        Assert.Equal(0, refused.Copied(new() { Checkpoint = Half }).Metrics.RowsErrored);
    }

    [Fact]
    public void Failed_ForAWhile_HalvesTheNextBatch()
    {
        var state = users.Copied(new() { Checkpoint = Half, Pace = new(1_000, 9_000) });
        var locked = state.Failed(new(ErrorCodes.DatabaseLocked, "locked", new() { Transient = true, Rows = 700 }), 0, Noon);
        Assert.Equal(new CopyPace(350, 9_000), locked.Shard(1).Pace);
        Assert.Equal(new CopyPace(1, long.MaxValue), users.Failed(new(ErrorCodes.DatabaseLocked, "locked", new() { Transient = true, Rows = 1 }), 0, Noon).Shard(1).Pace);
    }

    [Fact]
    public void Failed_ForGood_KeepsThePace()
    {
        var state = users.Copied(new() { Checkpoint = Half, Pace = new(1_000, 9_000) });
        Assert.Equal(state.Shard(1).Pace, state.Failed(new(ErrorCodes.ConstraintViolated, "refused", new() { Rows = 700 }), 0, Noon).Shard(1).Pace);
        Assert.Equal(state.Shard(1).Pace, state.Failed(Locked, 0, Noon).Shard(1).Pace);
    }

    [Fact]
    public void Failed_AfterCommits_CountsThemOnce()
    {
        var refused = new StepFailure(ErrorCodes.ConstraintViolated, "refused", new() { Committed = Half });
        var state = users.Failed(refused, 0, Noon).Failed(refused, 1, Noon).Failed(Locked, 2, Noon);
        Assert.Equal((Half, 50, 3), (state.Checkpoint, state.Metrics.RowsInserted, state.Metrics.Transactions));
    }

    [Fact]
    public void Prepared_Again_CountsWhatFiltersLeaveOutAnew()
    {
        var preparation = new TablePreparation { KeyDescription = "id", RowsSkipped = 7, Statements = 3 };
        var metrics = users.Prepared(preparation).Prepared(preparation).Completed(new() { Statements = 4 }).Metrics;
        Assert.Equal((7, 10), (metrics.RowsSkipped, metrics.QueriesExecuted));
    }

    [Fact]
    public void Failed_ThenCopied_ResolvesTheError()
    {
        var failed = users.Failed(Locked, 0, Noon);
        Assert.False(Assert.Single(failed.Errors).Resolved);
        Assert.True(Assert.Single(failed.Copied(new() { Checkpoint = Half }).Errors).Resolved);
    }

    [Fact]
    public void Failed_ManyTimes_KeepsTheNewestUnderTheirOwnIds()
    {
        var state = users;
        for (var i = 0; i < 25; i++)
            state = state.Failed(Locked, i, Noon);
        Assert.Equal(20, state.Errors.Count);
        Assert.Equal("users#25", state.Errors[^1].Id);
        Assert.Equal(20, state.Errors.Select(error => error.Id).Distinct().Count());
        Assert.Equal(24, state.Metrics.Retries);
    }

    [Fact]
    public void TakenBack_Table_LeavesNothingToUndo()
    {
        var state = users.AboutToWrite().Copied(new() { Checkpoint = Half }).TakenBack(new() { RowsRemoved = 50 });
        Assert.False(state.Written);
        Assert.Null(state.Checkpoint);
        Assert.Equal(ExecutionStatus.RolledBack, state.Status);
        Assert.Equal(50, state.Metrics.RowsDeleted);
    }

    [Fact]
    public void ToProgress_RunningTable_SaysWhatItDoes()
    {
        var progress = users.At(TableStage.Finish).Copied(new() { Checkpoint = Half }).ToProgress();
        Assert.Equal(50, progress.RowsProcessed);
        Assert.Equal("building indexes", progress.CurrentOperation);
        Assert.Null(users.ToProgress().CurrentOperation);
    }
}
