using Migration.Core.Progress;
using Migration.Workflows;

namespace Migration.Client.Tests;

public sealed class SignalGoalTests
{
    [Theory]
    [InlineData(MigrationSignal.Pause, ExecutionStatus.Running, MigrationPhase.Copy, GoalState.Pending)]
    [InlineData(MigrationSignal.Pause, ExecutionStatus.Paused, MigrationPhase.Copy, GoalState.Reached)]
    [InlineData(MigrationSignal.Pause, ExecutionStatus.Completed, MigrationPhase.RollbackWindow, GoalState.Missed)]
    [InlineData(MigrationSignal.Resume, ExecutionStatus.Paused, MigrationPhase.Copy, GoalState.Pending)]
    [InlineData(MigrationSignal.Resume, ExecutionStatus.Running, MigrationPhase.Copy, GoalState.Reached)]
    [InlineData(MigrationSignal.Cancel, ExecutionStatus.Running, MigrationPhase.Cleanup, GoalState.Pending)]
    [InlineData(MigrationSignal.Cancel, ExecutionStatus.Cancelled, MigrationPhase.RollbackWindow, GoalState.Reached)]
    [InlineData(MigrationSignal.Rollback, ExecutionStatus.Running, MigrationPhase.Rollback, GoalState.Pending)]
    [InlineData(MigrationSignal.Rollback, ExecutionStatus.RolledBack, MigrationPhase.Done, GoalState.Reached)]
    [InlineData(MigrationSignal.Finalize, ExecutionStatus.Completed, MigrationPhase.Cleanup, GoalState.Pending)]
    public void Goal_FollowsTheExecution(MigrationSignal signal, ExecutionStatus status, MigrationPhase phase, GoalState expected) =>
        Assert.Equal(expected, SignalGoal.Of(signal, Views.Open(status, phase), Request()));

    [Fact]
    public void Rollback_OfOneTable_IsReachedWhenThatTableIsBack()
    {
        var view = Views.Open(ExecutionStatus.Running) with
        {
            Tables = [Views.Table("users", ExecutionStatus.RolledBack), Views.Table("orders", ExecutionStatus.Running)],
        };

        Assert.Equal(GoalState.Reached, SignalGoal.Of(MigrationSignal.Rollback, view, Request("Users")));
        Assert.Equal(GoalState.Pending, SignalGoal.Of(MigrationSignal.Rollback, view, Request("orders")));
    }

    [Fact]
    public void Rollback_ThatNeedsAttention_IsMissed() =>
        Assert.Equal(
            GoalState.Missed,
            SignalGoal.Of(
                MigrationSignal.Rollback,
                Views.Open(ExecutionStatus.NeedsAttention, MigrationPhase.Rollback) with { Tables = [] },
                Request()));

    [Theory]
    [InlineData(ExecutionStatus.NeedsAttention, MigrationPhase.Copy)]
    [InlineData(ExecutionStatus.Failed, MigrationPhase.RollbackWindow)]
    public void Resume_OfWhatThenNeedsAPerson_IsMissed(ExecutionStatus status, MigrationPhase phase)
    {
        var parked = Views.Open(status, phase) with { Tables = [Views.Table("users", ExecutionStatus.NeedsAttention)] };

        Assert.Equal(GoalState.Missed, SignalGoal.Of(MigrationSignal.Resume, parked, Request()));
    }

    [Fact]
    public void Resume_BesideATableThatNeedsAPerson_IsReachedWhileOthersRun()
    {
        var running = Views.Open(ExecutionStatus.NeedsAttention) with
        {
            Tables = [Views.Table("users", ExecutionStatus.NeedsAttention), Views.Table("orders", ExecutionStatus.Running)],
        };

        Assert.Equal(GoalState.Reached, SignalGoal.Of(MigrationSignal.Resume, running, Request()));
    }

    private static OperatorRequest Request(params string[] tables) => new() { Id = "1", By = "me", Tables = tables };
}
