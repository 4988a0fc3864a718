using System.Linq.Expressions;
using Migration.Core.Plans;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Migration.Workflows;

/// <summary>
/// Compares the tables of an execution once more, open or closed, and repairs those that differ where it is asked to.
/// Ids: <c>proof/&lt;executionId&gt;/…</c>.
/// </summary>
[Workflow]
public sealed class ProofWorkflow
{
    // Somebody waits for the answer: what is not over within a few seconds is told.
    private static readonly MigrationConfiguration Patience = new() { MaxRetries = 4, RetryDelay = TimeSpan.FromMilliseconds(500) };

    [WorkflowRun]
    public async Task<ProofReport> RunAsync(ProofInput input)
    {
        var report = new ProofReport { ExecutionId = input.Settled.ExecutionId, Tables = await ProveAllAsync(input.Tables) };
        if (input.Repairs && report.Tables.Any(table => table.Validation.IsDifferent))
            report = report with { Tables = await RepairClaimedAsync(input, report.Tables) };
        return input.Settled.Plan.Tables.Count == 0 ? report : await ProveBetweenAsync(report, input.Settled);
    }

    private static async Task<IReadOnlyList<TableProof>> ProveAllAsync(IEnumerable<ProofTask> tasks)
    {
        var tables = new List<TableProof>();
        foreach (var task in tasks)
            tables.Add(await ProveAsync(task));
        return tables;
    }

    /// <summary>A table that can't even be looked at is an answer, too.</summary>
    private static async Task<TableProof> ProveAsync(ProofTask task)
    {
        var name = task.Task.Table.SourceTable;
        try
        {
            return new(name, await StepAsync((IProofActivities activities) => activities.ProveTableAsync(task)));
        }
        catch (StepFailedException e)
        {
            return TableProof.Without(name, e.Failure.Code, e.Failure.Message);
        }
    }

    private static async Task<IReadOnlyList<TableProof>> RepairClaimedAsync(ProofInput input, IReadOnlyList<TableProof> proven)
    {
        if (!input.Claims)
            return await RepairAllAsync(input.Tables, proven);
        try
        {
            await StepAsync((IMigrationActivities activities) => activities.ClaimTargetAsync(input.Worked));
        }
        catch (StepFailedException e)
        {
            throw new ApplicationFailureException(e.Message, e, e.Failure.Code, nonRetryable: true, details: [e.Failure.Details]);
        }
        try
        {
            return await RepairAllAsync(input.Tables, proven);
        }
        finally
        {
            await StepAsync((IMigrationActivities activities) => activities.ReleaseTargetAsync(input.Worked), CancellationToken.None);
        }
    }

    private static async Task<IReadOnlyList<TableProof>> RepairAllAsync(IEnumerable<ProofTask> tasks, IReadOnlyList<TableProof> proven)
    {
        var tables = new List<TableProof>();
        foreach (var (task, known) in tasks.Zip(proven))
            tables.Add(known.Validation.IsDifferent ? await RepairAsync(task, known) : known);
        return tables;
    }

    private static async Task<TableProof> RepairAsync(ProofTask task, TableProof known)
    {
        try
        {
            var repaired = await StepAsync((IProofActivities activities) => activities.RepairTableAsync(task));
            return (await ProveAsync(task)) with { Repaired = repaired };
        }
        catch (StepFailedException e)
        {
            return known with { Validation = known.Validation with { Code = e.Failure.Code, Summary = $"{known.Validation.Summary} {e.Failure.Message}" } };
        }
    }

    private static async Task<ProofReport> ProveBetweenAsync(ProofReport report, ExecutionInput settled)
    {
        try
        {
            var found = await StepAsync((IMigrationActivities activities) => activities.ValidateTargetAsync(settled));
            return report with { Rules = found?.Rules ?? [] };
        }
        catch (StepFailedException e)
        {
            return report with { Between = e.Failure.Message };
        }
    }

    private static Task<T> StepAsync<TActivities, T>(Expression<Func<TActivities, Task<T>>> step) => new RetriedStep(Patience, (_, _) => { }).RunAsync(
        () => Workflow.ExecuteActivityAsync(step, ActivityTimeouts.DataSized(Workflow.CancellationToken)), Workflow.CancellationToken);

    private static Task StepAsync<TActivities>(Expression<Func<TActivities, Task>> step, CancellationToken? cancellation = null) => new RetriedStep(Patience, (_, _) => { }).RunAsync(
        () => Workflow.ExecuteActivityAsync(step, ActivityTimeouts.DataSized(cancellation ?? Workflow.CancellationToken)), cancellation ?? Workflow.CancellationToken);
}
