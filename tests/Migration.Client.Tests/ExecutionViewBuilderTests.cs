using Migration.Core.Checkpoints;
using Migration.Core.Progress;
using Migration.Workflows;

namespace Migration.Client.Tests;

public sealed class ExecutionViewBuilderTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    [Fact]
    public void View_TakesTheFresherNumbersOfHeartbeats()
    {
        var view = Build(Progress(rows: 100, copySeconds: 10), Beat("users", rows: 300, bytes: 3_000));

        Assert.Equal((300L, 3_000L, 30.0), (view.RowsProcessed, view.BytesProcessed, view.Percent));
    }

    [Fact]
    public void Checkpoint_OfARunningCopy_IsTheOneThatItsHeartbeatTells()
    {
        var fresh = new Checkpoint("users#9", "users", "k", 250, 2_500, 9, Start);
        var view = Build(Progress(rows: 100, copySeconds: 10), Beat("users", rows: 300, bytes: 0) with { Checkpoint = fresh });

        Assert.Equal("users#9", view.Tables[0].Checkpoint!.Id);
    }

    [Fact]
    public void Operation_OfACopyThatWaitsForACommitOfBefore_NamesItsStatement()
    {
        var view = Build(Progress(rows: 1, copySeconds: 1), Beat("users", rows: 1, bytes: 1) with { Commit = "01b2", AwaitsCommit = true });

        Assert.Equal("waiting for statement 01b2, which an attempt before has left running", view.Tables[0].CurrentOperation);
        Assert.Equal("Table users: waiting for statement 01b2, which an attempt before has left running", view.CurrentOperation);
    }

    [Fact]
    public void Operation_OfACopyWhoseOwnCommitRuns_SaysNothingOfIt() =>
        Assert.Null(Build(Progress(rows: 1, copySeconds: 1), Beat("users", rows: 1, bytes: 1) with { Commit = "01b2" }).CurrentOperation);

    [Fact]
    public void View_DoesNotGoBack_WhenAHeartbeatIsOlderThanTheCheckpoint() =>
        Assert.Equal(100, Build(Progress(rows: 100, copySeconds: 10), Beat("users", rows: 40, bytes: 1)).RowsProcessed);

    [Fact]
    public void Rate_IsOfRowsAndTimeOfTheSameMoment()
    {
        var view = Build(Progress(rows: 100, copySeconds: 10), Beat("users", rows: 300, bytes: 0));

        Assert.Equal((10.0, 70.0), (view.RowsPerSecond, view.EtaSeconds));
    }

    [Fact]
    public void Rate_WhileItCopiesAgain_CountsTheTimeOfBothRuns()
    {
        var view = Build(Progress(rows: 100, copySeconds: 10) with { CopyingSince = Start }, Beat("users", rows: 300, bytes: 1_500));

        Assert.Equal((20.0, 100.0), (view.RowsPerSecond, view.BytesPerSecond));
    }

    [Fact]
    public void Rate_BeforeTheFirstCheckpoint_IsOfTheTimeSinceTheStart()
    {
        var view = Build(Progress(rows: 0, copySeconds: 0), Beat("users", rows: 50, bytes: 0));

        Assert.Equal(10.0, view.RowsPerSecond);
    }

    [Fact]
    public void Eta_OfWhatDoesNotRun_IsNull() =>
        Assert.Null(Build(Progress(rows: 100, copySeconds: 10) with { Status = ExecutionStatus.Paused }).EtaSeconds);

    [Theory]
    [InlineData(0, 0, false, 0)]
    [InlineData(0, 0, true, 100)]
    [InlineData(999_999, 1_000_000, false, 99.9)]
    [InlineData(12, 10, false, 100)]
    public void Percentage_Is100_OnlyWhenAllIsDone(long part, long whole, bool done, double percent) =>
        Assert.Equal(percent, Percentage.Of(part, whole, done));

    [Fact]
    public void Report_AddsVerdictsAndTheEndOfTheWindow()
    {
        var report = new MigrationReport
        {
            ExecutionId = "e",
            PlanId = "p",
            Fingerprint = "f",
            StartedBy = "me",
            Status = ExecutionStatus.Completed,
            Phase = MigrationPhase.RollbackWindow,
            RollbackUntil = Start,
            Tables = [new TableState { Name = "users", Validation = new TableValidationResult { Verdict = "DIFFERENT", Summary = "Range 3 differs." } }],
        };

        var view = Build(Progress(rows: 1, copySeconds: 1)).WithReport(report);

        Assert.Equal(("DIFFERENT", Start), (view.Tables[0].Validation, view.RollbackUntil));
        Assert.Equal(["Range 3 differs."], view.Tables[0].Findings);
    }

    [Fact]
    public void Budget_IsThatOfNow()
    {
        var use = new BudgetUse { Usage = new WorkUsage().Begun(Start), MaxDuration = TimeSpan.FromMinutes(1), MaxCredits = 2, CreditsPerHour = 60 };

        Assert.Equal(new BudgetView { Seconds = 5, MaxSeconds = 60, Credits = 1, MaxCredits = 2, CreditsPerHour = 60 }, Build(Progress(rows: 1, copySeconds: 1) with { Budget = use }).Budget);
        Assert.Null(Build(Progress(rows: 1, copySeconds: 1) with { Budget = new() }).Budget);
    }

    [Theory]
    [InlineData("pause", true, ExecutionStatus.Paused, "budget: used up")]
    [InlineData("pause", false, ExecutionStatus.Paused, null)]
    [InlineData("resume", true, ExecutionStatus.Paused, null)]
    [InlineData("pause", true, ExecutionStatus.Running, null)]
    public void Pause_SaysWhoAskedForIt(string action, bool accepted, ExecutionStatus status, string? expected)
    {
        var report = new MigrationReport
        {
            ExecutionId = "e",
            PlanId = "p",
            Fingerprint = "f",
            StartedBy = "me",
            Status = status,
            Phase = MigrationPhase.Copy,
            Audit = [new() { RequestId = "1", Action = action, By = "budget", Reason = "used up", At = Start, Accepted = accepted, Effect = "" }],
        };

        Assert.Equal(expected, Build(Progress(rows: 1, copySeconds: 1) with { Status = status }).WithReport(report).PausedBy);
    }

    private static ExecutionView Build(MigrationProgress progress, params CopyHeartbeat[] live) =>
        ExecutionViewBuilder.Build(progress, open: true, live.ToLookup(beat => beat.Table), Start.AddSeconds(5));

    private static CopyHeartbeat Beat(string table, long rows, long bytes) => new() { Table = table, Rows = rows, Bytes = bytes };

    private static MigrationProgress Progress(long rows, double copySeconds) => new()
    {
        ExecutionId = "e",
        PlanId = "p",
        Status = ExecutionStatus.Running,
        Phase = MigrationPhase.Copy,
        StartedAt = Start,
        CopyTime = TimeSpan.FromSeconds(copySeconds),
        Tables = [new TableProgress { Name = "users", Status = ExecutionStatus.Running, RowsProcessed = rows, RowsTotal = 1_000 }],
    };
}
