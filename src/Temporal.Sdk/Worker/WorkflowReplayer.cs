using System.Runtime.CompilerServices;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Worker.Polling;

namespace Temporalio.Worker;

/// <summary>Runs workflow code against recorded histories, to find out whether it still follows them.</summary>
public class WorkflowReplayer
{
    private readonly WorkflowWorkerSettings settings;

    public WorkflowReplayer(WorkflowReplayerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Workflows.Count == 0)
            throw new ArgumentException("A replayer needs at least one workflow", nameof(options));
        Options = options;
        var environment = new Execution.RunEnvironment(
            options.Namespace,
            options.TaskQueue,
            options.DataConverter,
            options.LoggerFactory,
            options.WorkflowFailureExceptionTypes ?? [],
            new(options.Workflows));
        settings = new(environment, "replayer")
        {
            DeadlockTimeout = options.DebugMode ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(2),
        };
    }

    public WorkflowReplayerOptions Options { get; private init; }

    /// <exception cref="WorkflowNondeterminismException">
    /// The code does not follow the history; the message names the first event that differs.
    /// </exception>
    /// <exception cref="InvalidWorkflowOperationException">The replay failed in another way.</exception>
    public async Task<WorkflowReplayResult> ReplayWorkflowAsync(
        WorkflowHistory history, bool throwOnReplayFailure = true, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            await RunAsync(history).ConfigureAwait(false);
            return new(history, null);
        }
        catch (Exception e) when (!throwOnReplayFailure || e is not InvalidWorkflowOperationException)
        {
            var failure = e as InvalidWorkflowOperationException ?? new($"Replay of {history.Id} failed: {e}");
            return throwOnReplayFailure ? throw failure : new(history, failure);
        }
    }

    public async Task<IEnumerable<WorkflowReplayResult>> ReplayWorkflowsAsync(
        IEnumerable<WorkflowHistory> histories,
        bool throwOnReplayFailure = false,
        CancellationToken cancellationToken = default)
    {
        var results = new List<WorkflowReplayResult>();
        foreach (var history in histories)
            results.Add(await ReplayWorkflowAsync(history, throwOnReplayFailure, cancellationToken).ConfigureAwait(false));
        return results;
    }

    public async IAsyncEnumerable<WorkflowReplayResult> ReplayWorkflowsAsync(
        IAsyncEnumerable<WorkflowHistory> histories,
        bool throwOnReplayFailure = false,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var history in histories.WithCancellation(cancellationToken).ConfigureAwait(false))
            yield return await ReplayWorkflowAsync(history, throwOnReplayFailure, cancellationToken).ConfigureAwait(false);
    }

    private async Task RunAsync(WorkflowHistory history)
    {
        if (history.Events.FirstOrDefault()?.EventType != EventType.WorkflowExecutionStarted)
            throw new ArgumentException($"The history {history.Id} does not begin with WorkflowExecutionStarted");
        var runId = history.Events.First().WorkflowExecutionStartedEventAttributes.OriginalExecutionRunId;
        var task = new PollWorkflowTaskQueueResponse
        {
            // Decoding changes events, and the caller may want to replay them again.
            History = new() { Events = { history.Events.Select(e => e.Clone()) } },
            WorkflowExecution = new() { WorkflowId = history.Id, RunId = runId },
        };
        await new TaskCodec(settings.Environment.DataConverter.PayloadCodec).DecodeAsync(task).ConfigureAwait(false);
        var answer = await new CachedRun(runId, settings).ProcessAsync(
            new(history.Id, runId, task.History.Events)).ConfigureAwait(false);
        if (answer.Failure is WorkflowNondeterminismException nondeterminism)
            throw nondeterminism;
    }
}
