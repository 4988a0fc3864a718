using Temporalio.Api.History.V1;
using Temporalio.Exceptions;
using Temporalio.Worker.Execution;
using Temporalio.Worker.LocalActivities;
using Temporalio.Worker.Replay;
using Temporalio.Workflows;

namespace Temporalio.Worker.Commands;

/// <summary>The local activities that a run calls.</summary>
internal sealed class LocalActivityCalls(WorkflowContext context)
{
    private readonly SortedDictionary<uint, LocalActivityOperation> operations = [];
    private readonly Queue<LocalActivityMarker> known = new();
    private readonly List<uint> cancels = [];

    /// <summary>True while the workflow waits for its worker to run one.</summary>
    internal bool Pending => operations.Values.Any(operation => !operation.Over);

    internal Task<T> ExecuteAsync<T>(string activity, IReadOnlyCollection<object?> args, LocalActivityOptions options)
    {
        context.AssertWritable("call an activity");
        if (options.StartToCloseTimeout == null && options.ScheduleToCloseTimeout == null)
        {
            throw new ArgumentException(
                $"Local activity {activity} needs StartToCloseTimeout or ScheduleToCloseTimeout", nameof(options));
        }
        context.Environment.AssertLocalActivity(activity);
        var token = options.CancellationToken ?? context.CancellationToken;
        if (token.IsCancellationRequested)
            return Task.FromException<T>(new CanceledFailureException("Activity cancelled before scheduled"));
        var copy = (LocalActivityOptions)options.Clone();
        var operation = Schedule(activity, args, copy, null);
        return context.QueueAsync(async () =>
        {
            while (true)
            {
                LocalActivityEnd end;
                using (token.Register(operation.Cancel))
                    end = await operation.Ended;
                if (end.Backoff is not { } backoff)
                    return Result<T>(end);
                await context.Timers.DelayAsync(new(backoff, "LocalActivityBackoff", token));
                operation = Schedule(activity, args, copy, end);
            }
        });
    }

    /// <summary>History holds the end of this one.</summary>
    internal void Forget(LocalActivityOperation operation) => operations.Remove(operation.Request.Sequence);

    internal void RequestCancel(LocalActivityOperation operation) => cancels.Add(operation.Request.Sequence);

    /// <summary>What the worker is to do now that the workflow has yielded.</summary>
    internal LocalActivityOrders TakeOrders()
    {
        var starts = operations.Values.Where(operation => !operation.Over && !operation.Started).ToList();
        starts.ForEach(operation => operation.Start());
        cancels.AddRange(starts.Where(operation => operation.WantsCancel).Select(operation => operation.Request.Sequence));
        var orders = new LocalActivityOrders(starts.ConvertAll(operation => operation.Request), [.. cancels]);
        cancels.Clear();
        return orders;
    }

    internal void End(uint sequence, LocalActivityEnd end)
    {
        if (operations.TryGetValue(sequence, out var operation))
            operation.End(end);
    }

    /// <summary>Markers that the coming task recorded, in the order in which the workflow learned of them.</summary>
    internal void LookAhead(IEnumerable<LocalActivityMarker> markers)
    {
        known.Clear();
        foreach (var marker in markers)
            known.Enqueue(marker);
    }

    /// <summary>Tells the workflow of the next end that history knows, once the workflow has asked for it.</summary>
    internal bool RecallNext()
    {
        if (!known.TryPeek(out var marker) ||
            !operations.TryGetValue(marker.Data.Sequence, out var operation) || operation.Over)
        {
            return false;
        }
        known.Dequeue();
        operation.Recall(marker);
        return true;
    }

    /// <returns>False when the event is to be paired with a command instead.</returns>
    internal bool Confirm(HistoryEvent e) =>
        LocalActivityMarker.From(e) is { } marker
        && operations.TryGetValue(marker.Data.Sequence, out var operation)
        && operation.Confirm(marker, e);

    private LocalActivityOperation Schedule(
        string activity, IReadOnlyCollection<object?> args, LocalActivityOptions options, LocalActivityEnd? last)
    {
        var sequence = context.Activities.NextSequence();
        var request = new LocalActivityRequest(
            sequence,
            options.ActivityId ?? $"{sequence}",
            activity,
            context.PayloadConverter.ToProtoPayloads(args),
            options,
            context.Info)
        {
            Attempt = (last?.Attempt ?? 0) + 1,
            FirstScheduled = last?.FirstScheduled,
        };
        return operations[sequence] = new(context, request, context.PayloadConverter.ToMetadata(options.Summary));
    }

    private T Result<T>(LocalActivityEnd end) =>
        new OperationResult(end.Result == null ? null : new() { Payloads_ = { end.Result } }, end.Failure).Get<T>(context);
}
