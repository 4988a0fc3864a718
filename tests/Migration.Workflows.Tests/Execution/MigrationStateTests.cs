using Migration.Core.Errors;
using Migration.Core.Progress;

namespace Migration.Workflows.Tests.Execution;

public sealed class MigrationStateTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly MigrationState state = new(Plans.Of("users", "orders"), null);

    [Fact]
    public void Status_BeforeStart_IsPending() => Assert.Equal(ExecutionStatus.Pending, state.Status);

    [Fact]
    public void Status_Started_IsRunning()
    {
        state.StartedAt = Noon;
        Assert.Equal(ExecutionStatus.Running, state.Status);
    }

    [Fact]
    public void Status_PauseAskedWhileATableWorks_IsRunningUntilItRests()
    {
        state.StartedAt = Noon;
        state.BeginWork(Noon);
        state.Pause([]);
        Assert.Equal(ExecutionStatus.Running, state.Status);
        state.EndWork(Noon);
        Assert.Equal(ExecutionStatus.Paused, state.Status);
    }

    [Fact]
    public void Usage_GoesAlongWithTheSnapshot()
    {
        state.BeginWork(Noon);
        state.BeginWork(Noon);
        state.EndWork(Noon.AddSeconds(10));
        state.EndWork(Noon.AddSeconds(90));

        var next = new MigrationState(Plans.Of("users"), JsonCopy.Of(state.Snapshot()));

        Assert.Equal((90, 90), (next.Usage.Worked.TotalSeconds, next.Usage.Paid.TotalSeconds));
        Assert.Equal(state.Usage, next.Usage);
    }

    [Fact]
    public void Status_PausedBeforeStart_IsPaused()
    {
        state.Pause([]);
        Assert.Equal(ExecutionStatus.Paused, state.Status);
    }

    [Fact]
    public void Status_TableParkedWhileOthersWork_IsNeedsAttention()
    {
        state.StartedAt = Noon;
        state.BeginWork(Noon);
        state.SetStatus("users", ExecutionStatus.NeedsAttention);
        Assert.Equal(ExecutionStatus.NeedsAttention, state.Status);
    }

    [Fact]
    public void Status_RollbackOfAll_IsRunning()
    {
        state.StartedAt = Noon;
        state.Phase = MigrationPhase.Rollback;
        state.SetStatus("users", ExecutionStatus.NeedsAttention);
        Assert.Equal(ExecutionStatus.Running, state.Status);
    }

    [Fact]
    public void Status_ParkedRollback_IsNeedsAttentionAboveAll()
    {
        state.Outcome = ExecutionStatus.Completed;
        state.Parked = true;
        Assert.Equal(ExecutionStatus.NeedsAttention, state.Status);
    }

    [Fact]
    public void Status_WithOutcome_IsTheOutcome()
    {
        state.StartedAt = Noon;
        state.Outcome = ExecutionStatus.RolledBack;
        Assert.Equal(ExecutionStatus.RolledBack, state.Status);
    }

    [Fact]
    public void Fold_OvertakenMessage_ChangesNothing()
    {
        state.Fold(new() { Name = "users", Version = 7, Status = ExecutionStatus.Completed });
        state.Fold(new() { Name = "users", Version = 5, Status = ExecutionStatus.Running });
        Assert.Equal(ExecutionStatus.Completed, state.Table("users").Status);
    }

    [Fact]
    public void Begin_TablesOfThePlan_KeepWhatWasDecidedAboutThem()
    {
        state.SetStatus("users", ExecutionStatus.Skipped);
        state.Begin(new()
        {
            Tables = [new() { Table = new() { SourceTable = "users" }, Rows = 5 }, new() { Table = new() { SourceTable = "extra" }, Rows = 7 }],
        });
        Assert.Equal(ExecutionStatus.Skipped, state.Table("users").Status);
        Assert.Equal(5, state.Table("users").RowsTotal);
        Assert.Equal(7, state.Table("extra").RowsTotal);
    }

    [Fact]
    public void Pause_OneTable_LeavesTheOthers()
    {
        state.Pause(["users"]);
        Assert.Equal(ExecutionStatus.Paused, state.Table("users").Status);
        Assert.Equal(ExecutionStatus.Pending, state.Table("orders").Status);
        Assert.False(state.Paused);
    }

    [Fact]
    public void Resume_Everything_WakesPausedTablesAlone()
    {
        state.Pause(["users"]);
        state.SetStatus("orders", ExecutionStatus.NeedsAttention);
        state.Resume([]);
        Assert.Equal(ExecutionStatus.Pending, state.Table("users").Status);
        Assert.Equal(ExecutionStatus.NeedsAttention, state.Table("orders").Status);
        Assert.Empty(state.PausedTables);
    }

    [Theory]
    [InlineData("users", "users")]
    [InlineData("USERS", "users")]
    [InlineData("nobody", null)]
    public void Find_NameOfAPerson_IgnoresCase(string asked, string? found) => Assert.Equal(found, state.Find(asked));

    [Fact]
    public void Errors_OfExecutionAndTables_AreInOrderOfTime()
    {
        state.AddError(new(ErrorCodes.PostActionFailed, "later", new()), 0, Noon.AddMinutes(1));
        state.Fold(state.Table("users").Failed(new(ErrorCodes.DatabaseLocked, "earlier", new() { Transient = true }), 0, Noon));
        Assert.Equal(["earlier", "later"], state.Errors.Select(error => error.Message));
        Assert.All(state.Errors, error => Assert.NotEmpty(error.Recommendation!));
    }

    [Fact]
    public void Snapshot_Continued_KnowsAllThatMatters()
    {
        state.StartedAt = Noon;
        state.Claimed = true;
        state.Begin(new() { Tables = [new() { Table = new() { SourceTable = "users" } }], Waves = [["users"]] });
        state.Pause(["users"]);
        state.AddError(new(ErrorCodes.DatabaseFull, "full", new()), 0, Noon);
        state.Log.Add("pause", new() { Id = "1", By = "ann" }, Decision.Accept("so"), Noon);
        state.CopyClock.TableStarted(Noon);
        state.CopyClock.TableStopped(Noon.AddSeconds(9));
        state.Tuning = new() { BatchSize = 7 };

        var next = new MigrationState(Plans.Of("users", "orders"), JsonCopy.Of(state.Snapshot()));

        Assert.Equal(Noon, next.StartedAt);
        Assert.True(next.Claimed);
        Assert.NotNull(next.Preflight);
        Assert.Equal(ExecutionStatus.Paused, next.Table("users").Status);
        Assert.Contains("users", next.PausedTables);
        Assert.Equal("full", Assert.Single(next.Errors).Message);
        Assert.True(next.Log.Contains(new() { Id = "1", By = "bob" }));
        Assert.Equal(TimeSpan.FromSeconds(9), next.CopyClock.Elapsed);
        Assert.Equal(state.Tuning, next.Tuning);
    }
}
