using System.Runtime.CompilerServices;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Workflows;
using Temporalio.Client;

namespace Migration.Client;

/// <summary>
/// What a person or a program can do with migrations: start, watch, steer. The command line and the dashboard are thin over it.
/// Every failure is a <see cref="MigrationException"/> with a stable code. Safe for concurrent use.
/// </summary>
public sealed class MigrationClient
{
    private readonly ITemporalClient _temporal;
    private readonly TimeProvider _clock;
    private readonly ExecutionReader _reader;
    private readonly ExecutionCatalog _catalog;
    private readonly SignalSender _signals;

    public MigrationClient(ITemporalClient temporal, TimeProvider? clock = null)
    {
        _temporal = temporal;
        _clock = clock ?? TimeProvider.System;
        _reader = new(temporal, _clock);
        _catalog = new(temporal);
        _signals = new(temporal, _reader, _clock);
    }

    /// <summary>Starts an execution of a snapshot of the plan and returns its id at once.</summary>
    public Task<string> StartAsync(MigrationPlan plan, string startedBy, CancellationToken cancel) =>
        new ExecutionStarter(_temporal, _catalog, _clock).StartAsync(plan, startedBy, cancel);

    /// <summary>How the execution stands, with the live numbers of running copies.</summary>
    public Task<ExecutionView> GetAsync(string executionId, CancellationToken cancel) => _reader.ReadAsync(executionId, cancel);

    /// <summary>Everything that the execution knows about itself.</summary>
    public Task<MigrationReport> ReportAsync(string executionId, CancellationToken cancel) => _reader.ReportAsync(executionId, cancel);

    /// <summary>The plan as the execution runs it: with the tables that it found.</summary>
    public Task<MigrationPlan> PlanAsync(string executionId, CancellationToken cancel) => _reader.PlanAsync(executionId, cancel);

    /// <summary>The view and what only the report knows: verdicts and the end of the rollback window.</summary>
    public async Task<ExecutionView> GetDetailedAsync(string executionId, CancellationToken cancel)
    {
        var view = await _reader.ReadAsync(executionId, cancel);
        return view.WithReport(await _reader.ReportAsync(executionId, cancel));
    }

    /// <summary>Executions, newest first.</summary>
    /// <param name="planId">Only those of this plan; null means all.</param>
    public IAsyncEnumerable<ExecutionSummary> ListAsync(string? planId, int limit, CancellationToken cancel) =>
        _catalog.ListAsync(planId, limit, cancel);

    /// <summary>Asks for something, unless it is so already or makes no sense. A refusal is data, not an exception.</summary>
    public Task<SignalOutcome> RequestAsync(string executionId, MigrationSignal signal, OperatorRequest request, CancellationToken cancel) =>
        _signals.RequestAsync(executionId, signal, request, cancel);

    /// <summary>Waits until an accepted request has had its effect, or can't have it any more.</summary>
    public Task<(GoalState State, ExecutionView Execution)> AwaitAsync(
        string executionId, MigrationSignal signal, OperatorRequest request, CancellationToken cancel) =>
        _signals.AwaitAsync(executionId, signal, request, cancel);

    /// <summary>What of the execution could be rolled back, and what not and why. Changes nothing.</summary>
    public Task<RollbackCheckReport> CheckRollbackAsync(string executionId, CancellationToken cancel) =>
        new RollbackChecker(_temporal, _reader).CheckAsync(executionId, cancel);

    /// <summary>Compares both sides of the execution's tables once more. Changes nothing.</summary>
    /// <param name="tables">Source tables; empty means all.</param>
    public Task<ProofReport> ProveAsync(string executionId, IReadOnlyList<string> tables, CancellationToken cancel) =>
        new ExecutionProver(_temporal, _reader).ProveAsync(executionId, new(tables), cancel);

    /// <summary>Copies again what differs between the sides of the execution's tables, and compares them once more.</summary>
    /// <param name="tables">Source tables; empty means all.</param>
    /// <param name="removesExtra">Rows that the target alone has go as well, whoever wrote them; else they stay and count as differences.</param>
    public Task<ProofReport> RepairAsync(string executionId, IReadOnlyList<string> tables, bool removesExtra, CancellationToken cancel) =>
        new ExecutionProver(_temporal, _reader).ProveAsync(executionId, new(tables) { Repairs = true, RemovesExtra = removesExtra }, cancel);

    /// <summary>Views of the execution, one at once and one per interval, until the caller stops reading.</summary>
    public async IAsyncEnumerable<ExecutionView> WatchAsync(
        string executionId, TimeSpan interval, [EnumeratorCancellation] CancellationToken cancel)
    {
        while (true)
        {
            yield return await _reader.ReadAsync(executionId, cancel);
            await Task.Delay(interval, _clock, cancel);
        }
    }
}
