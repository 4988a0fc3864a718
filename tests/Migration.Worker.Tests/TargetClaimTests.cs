using Migration.Core.Errors;
using Migration.Core.Progress;
using Temporalio.Exceptions;

namespace Migration.Worker.Tests;

public sealed class TargetClaimTests
{
    private const string Source = "CREATE TABLE t(id INTEGER PRIMARY KEY); INSERT INTO t VALUES (1), (2);";

    [Fact]
    public async Task Claim_OfAnExecutionThatWasTerminated_IsTakenOver()
    {
        await using var worker = await WorkerFixture.StartAsync();
        worker.Execute("OLD", Source);
        var gone = await ParkedAsync(worker);
        await gone.TerminateAsync("enough");

        var next = await worker.MigrateAsync(new() { EnableValidation = false });
        await WorkerFixture.UntilAsync(next, report => report.Status == ExecutionStatus.Completed);

        Assert.Equal(2L, worker.Query("NEW", "SELECT count(*) FROM t"));
        Assert.Equal("delete", worker.Query("NEW", "PRAGMA journal_mode"));
    }

    [Fact]
    public async Task Claim_OfAnOpenExecution_IsRefused()
    {
        await using var worker = await WorkerFixture.StartAsync();
        worker.Execute("OLD", Source);
        await ParkedAsync(worker);

        var failure = await RefusedAsync(worker);

        Assert.Contains("cancel it", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Claim_OfAnExecutionThatTemporalDoesNotKnow_IsRefusedWithTheWayOut()
    {
        await using var worker = await WorkerFixture.StartAsync();
        worker.Execute("OLD", Source);
        var gone = await ParkedAsync(worker);
        await gone.TerminateAsync("enough");
        worker.Execute("NEW", "UPDATE _migration_claims SET execution = 'stranger'");

        var failure = await RefusedAsync(worker);

        Assert.Contains("docs/errors.md", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>It can't go on because a constraint of the target refuses a row, and holds its claim.</summary>
    private static async Task<Temporalio.Client.WorkflowHandle<Workflows.MigrationWorkflow, Workflows.MigrationReport>> ParkedAsync(WorkerFixture worker)
    {
        worker.Execute("NEW", "CREATE TABLE t(id INTEGER PRIMARY KEY CHECK (id < 2))");
        var migration = await worker.MigrateAsync(new());
        await WorkerFixture.UntilAnyAsync(migration, report => report.Status == ExecutionStatus.NeedsAttention);
        worker.Execute("NEW", "DROP TABLE t; CREATE TABLE t(id INTEGER PRIMARY KEY)");
        return migration;
    }

    private static async Task<ApplicationFailureException> RefusedAsync(WorkerFixture worker)
    {
        var failed = await Assert.ThrowsAsync<WorkflowFailedException>(async () => await (await worker.MigrateAsync(new())).GetResultAsync());
        var failure = Assert.IsType<ApplicationFailureException>(failed.InnerException);
        Assert.Equal(ErrorCodes.TargetClaimed, failure.ErrorType);
        return failure;
    }
}
