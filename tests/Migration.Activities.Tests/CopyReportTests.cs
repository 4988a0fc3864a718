using Migration.Connectors.Tables;
using Migration.Core.Plans;
using Migration.Workflows;
using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;
using Temporalio.Testing;

namespace Migration.Activities.Tests;

public sealed class CopyReportTests
{
    private readonly List<CopyHeartbeat> _beats = [];

    [Fact]
    public void Commit_ThatTheEngineHasTaken_StandsBesideWhatIsKnown_UntilItHasEnded()
    {
        var report = Report(new());

        report.Committed(new CopyProgress("users", 10, 100, 1, "k"));
        report.Accepted("01b2");
        report.Committed(new CopyProgress("users", 20, 200, 2, "m"));

        Assert.Equal([(10, null), (10, "01b2"), (20, null)], _beats.Select(beat => (beat.Rows, beat.Commit)));
    }

    [Fact]
    public void Commit_WhereThePlanWantsNoProgress_IsTold()
    {
        var report = Report(new() { ProgressReporting = false });

        report.Committed(new CopyProgress("users", 10, 100, 1, "k"));
        report.Accepted("01b2");

        Assert.Equal([(0, "01b2")], _beats.Select(beat => (beat.Rows, beat.Commit!)));
    }

    [Fact]
    public async Task Attempt_AfterOneThatLeftACommit_SaysThatItWaits()
    {
        var left = await Heartbeats.LeftCommitAsync(await InfoAsync(new CopyHeartbeat { Table = "users", Rows = 10, Commit = "01b2" }));

        Assert.Equal(("01b2", true, 10), (left!.Commit, left.AwaitsCommit, left.Rows));
    }

    [Fact]
    public async Task Attempt_AfterOneThatLeftNothing_WaitsForNothing()
    {
        Assert.Null(await Heartbeats.LeftCommitAsync(await InfoAsync(new CopyHeartbeat { Table = "users", Rows = 10 })));
        Assert.Null(await Heartbeats.LeftCommitAsync(ActivityEnvironment.DefaultInfo));
    }

    private static async Task<ActivityInfo> InfoAsync(CopyHeartbeat last) =>
        ActivityEnvironment.DefaultInfo with { HeartbeatDetails = new List<Payload> { await DataConverter.Default.ToPayloadAsync(last) } };

    private CopyReport Report(MigrationConfiguration configuration)
    {
        var plan = new MigrationPlan { Id = "p", Name = "p", SourceDatabase = "A", TargetDatabase = "B", Configuration = configuration };
        return new(new() { Task = TableTask.Of("e", plan, new() { SourceTable = "users" }) }, beat => _beats.Add((CopyHeartbeat)beat));
    }
}
