using Migration.Core.Errors;
using Migration.Core.Progress;

namespace Migration.Client.Tests;

public sealed class SignalPolicyTests
{
    [Theory]
    [InlineData(MigrationSignal.Pause, ExecutionStatus.Running)]
    [InlineData(MigrationSignal.Pause, ExecutionStatus.Pending)]
    [InlineData(MigrationSignal.Resume, ExecutionStatus.Paused)]
    [InlineData(MigrationSignal.Resume, ExecutionStatus.Running)]
    [InlineData(MigrationSignal.Cancel, ExecutionStatus.Paused)]
    [InlineData(MigrationSignal.Cancel, ExecutionStatus.NeedsAttention)]
    [InlineData(MigrationSignal.Rollback, ExecutionStatus.Running)]
    [InlineData(MigrationSignal.Rollback, ExecutionStatus.Completed)]
    [InlineData(MigrationSignal.Rollback, ExecutionStatus.Cancelled)]
    [InlineData(MigrationSignal.Finalize, ExecutionStatus.Completed)]
    [InlineData(MigrationSignal.Retry, ExecutionStatus.NeedsAttention)]
    public void Request_ThatMakesSense_IsSent(MigrationSignal signal, ExecutionStatus status) =>
        Assert.Null(SignalPolicy.Decide(signal, Views.Open(status), []));

    [Fact]
    public void Pause_OfWhatIsPausedAlready_IsNoError() =>
        Assert.Equal(SignalVerdict.AlreadySo, SignalPolicy.Decide(MigrationSignal.Pause, Views.Open(ExecutionStatus.Paused), [])?.Verdict);

    [Fact]
    public void Rollback_WhileRollingBack_IsNoError() =>
        Assert.Equal(
            SignalVerdict.AlreadySo,
            SignalPolicy.Decide(MigrationSignal.Rollback, Views.Open(ExecutionStatus.Running, MigrationPhase.Rollback), [])?.Verdict);

    [Theory]
    [InlineData(MigrationSignal.Pause, ExecutionStatus.Completed)]
    [InlineData(MigrationSignal.Resume, ExecutionStatus.Failed)]
    [InlineData(MigrationSignal.Cancel, ExecutionStatus.Completed)]
    [InlineData(MigrationSignal.Rollback, ExecutionStatus.RolledBack)]
    [InlineData(MigrationSignal.Skip, ExecutionStatus.Cancelled)]
    public void Request_ToAnEndedExecution_IsRefused(MigrationSignal signal, ExecutionStatus status) =>
        Assert.Equal(ErrorCodes.ExecutionFinished, SignalPolicy.Decide(signal, Views.Open(status), [])?.Code);

    [Theory]
    [InlineData(MigrationSignal.Pause)]
    [InlineData(MigrationSignal.Rollback)]
    [InlineData(MigrationSignal.Finalize)]
    public void Request_ToAClosedExecution_IsRefused(MigrationSignal signal) =>
        Assert.Equal(
            ErrorCodes.ExecutionFinished,
            SignalPolicy.Decide(signal, Views.Open(ExecutionStatus.Completed) with { Open = false }, [])?.Code);

    [Fact]
    public void Finalize_OfARunningExecution_IsRefused() =>
        Assert.Equal(SignalPolicy.StateRefuses, SignalPolicy.Decide(MigrationSignal.Finalize, Views.Open(ExecutionStatus.Running), [])?.Code);

    [Fact]
    public void Request_ForAnUnknownTable_IsRefused() =>
        Assert.Equal(ErrorCodes.TableUnknown, SignalPolicy.Decide(MigrationSignal.Rollback, Views.Open(ExecutionStatus.Running), ["nope"])?.Code);

    [Fact]
    public void Request_ForATableInAnotherCase_IsSent() =>
        Assert.Null(SignalPolicy.Decide(MigrationSignal.Rollback, Views.Open(ExecutionStatus.Running), ["USERS"]));
}
