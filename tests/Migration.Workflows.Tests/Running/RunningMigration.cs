using Migration.Core.Plans;
using Migration.Core.Progress;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Migration.Workflows.Tests.Running;

/// <summary>One execution in a test.</summary>
public sealed class RunningMigration(WorkflowHandle<MigrationWorkflow, MigrationReport> handle)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);
    private int requests;

    public WorkflowHandle<MigrationWorkflow, MigrationReport> Handle { get; } = handle;

    public static async Task<RunningMigration> StartAsync(Engine engine, Func<MigrationConfiguration, MigrationConfiguration>? configure = null, Func<MigrationPlan, MigrationPlan>? change = null)
    {
        var configuration = new MigrationConfiguration { RetryDelay = TimeSpan.FromMilliseconds(10), MaxRetries = 2 };
        var plan = Plans.Of("users", "orders", "notes") with { Configuration = configure?.Invoke(configuration) ?? configuration };
        var input = new MigrationInput
        {
            ExecutionId = $"shop-{Guid.NewGuid():N}",
            Plan = change?.Invoke(plan) ?? plan,
            Fingerprint = "f",
            StartedBy = "ann",
        };
        return new(await engine.Client.StartWorkflowAsync(
            (MigrationWorkflow workflow) => workflow.RunAsync(input), new(input.ExecutionId, MigrationNames.TaskQueue)));
    }

    public Task<MigrationReport> ReportAsync() => AskAsync(() => Handle.QueryAsync(workflow => workflow.Report()));

    public Task<MigrationProgress> ProgressAsync() => AskAsync(() => Handle.QueryAsync(workflow => workflow.Progress()));

    /// <summary>On a starved machine a worker takes itself for stuck: it is asked again.</summary>
    private static async Task<T> AskAsync<T>(Func<Task<T>> query)
    {
        for (var left = 20; ; left--)
        {
            try
            {
                return await query();
            }
            catch (WorkflowQueryFailedException starved) when (left > 0 && starved.Message.Contains("TMPRL1101", StringComparison.Ordinal))
            {
                // Its two seconds are the pause.
            }
        }
    }

    public Task<MigrationReport> ResultAsync() => Handle.GetResultAsync();

    public Task SignalAsync(string signal, params string[] tables) =>
        SignalAsync(signal, new OperatorRequest { Id = $"{++requests}", By = "ann", Reason = "test", Tables = tables });

    public Task SignalAsync(string signal, OperatorRequest request) => Handle.SignalAsync(signal, [request]);

    public Task<MigrationReport> UntilAsync(ExecutionStatus status) => UntilAsync(report => report.Status == status);

    public Task<MigrationReport> UntilAsync(MigrationPhase phase) => UntilAsync(report => report.Phase == phase);

    public Task<MigrationReport> UntilAsync(ExecutionStatus status, TimeSpan patience) =>
        UntilAsync(report => report.Status == status, patience);

    public async Task<MigrationReport> UntilAsync(Func<MigrationReport, bool> condition, TimeSpan? longest = null)
    {
        using var patience = new CancellationTokenSource(longest ?? Patience);
        using var glances = new PeriodicTimer(Glance);
        var last = await ReportAsync();
        while (!condition(last))
        {
            try
            {
                await glances.WaitForNextTickAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"Waited in vain; it is {last.Status} in {last.Phase}: {string.Join(", ", last.Tables.Select(table => $"{table.Name} {table.Status}"))}; {string.Join(' ', last.Errors.Select(error => error.Message))}");
            }

            last = await ReportAsync();
        }

        return last;
    }
}
