using Temporal.Faults.Load;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporal.Faults;

/// <summary>A client that goes on until each call is answered, whatever dies meanwhile; the request ids make a repeated call one call.</summary>
internal sealed class Orders(TemporalClient client)
{
    private static readonly OrderInput Shape = new(0, Activities: 4, Children: 2, Signals: 6);

    /// <summary>One workflow from its start to the check of its result and history.</summary>
    public async Task RunAsync(int number, CancellationToken cancel)
    {
        var id = $"order-{number}";
        var input = Shape with { Number = number };
        await UntilAnsweredAsync(() => StartAsync(id, input), cancel);
        var completion = CompleteOutsideAsync(id, cancel);
        for (var i = 0; i < input.Signals; i++)
        {
            var name = $"{id}/signal-{i}";
            await UntilAnsweredAsync(() => SignalAsync(id, name), cancel);
            await Task.Delay(TimeSpan.FromMilliseconds(30), cancel);
        }

        await completion;
        var handle = client.GetWorkflowHandle<OrderWorkflow, OrderResult>(id);
        var result = await UntilAnsweredAsync(() => handle.GetResultAsync(), cancel);
        Check(id, input, result);
        CheckHistory(await UntilAnsweredAsync(() => handle.FetchHistoryAsync(), cancel), input);
    }

    private static void Check(string id, OrderInput input, OrderResult result)
    {
        var squares = Enumerable.Range(input.Number, Math.Max(input.Activities, input.Children)).Select(n => n * n).ToArray();
        Assert.Equal(squares[..input.Activities], result.Results);
        Assert.Equal(squares[..input.Children].Select(n => n * n), result.ChildResults);
        Assert.Equal(Enumerable.Range(0, input.Signals).Select(i => $"{id}/signal-{i}"), result.Signals);
        Assert.Equal(id, result.Outside);
    }

    private static void CheckHistory(WorkflowHistory history, OrderInput input)
    {
        Assert.Equal(Enumerable.Range(1, history.Events.Count).Select(i => (long)i), history.Events.Select(e => e.EventId));
        Assert.Equal(input.Signals, history.Events.Count(e => e.WorkflowExecutionSignaledEventAttributes is not null));
        Assert.Equal(input.Activities + 1, history.Events.Count(e => e.ActivityTaskCompletedEventAttributes is not null));
        Assert.Equal(input.Children, history.Events.Count(e => e.ChildWorkflowExecutionCompletedEventAttributes is not null));
        Assert.Equal(input.Activities, history.Events.Count(e => e.TimerFiredEventAttributes is not null));
    }

    private Task<WorkflowHandle> StartAsync(string id, OrderInput input) => client.StartWorkflowAsync(
        nameof(OrderWorkflow),
        [input],
        new(id, OrderWorkflow.Queue) { TaskTimeout = TimeSpan.FromSeconds(2), IdConflictPolicy = WorkflowIdConflictPolicy.UseExisting });

    private async Task<SignalWorkflowExecutionResponse> SignalAsync(string id, string name) =>
        await client.WorkflowService.SignalWorkflowExecutionAsync(new()
        {
            Namespace = client.Options.Namespace,
            WorkflowExecution = new() { WorkflowId = id },
            SignalName = OrderWorkflow.SignalName,
            Input = await ToPayloadsAsync(name),
            RequestId = name,
        });

    /// <summary>An answer is final: the activity never runs again, so a completion that got lost would leave its workflow open for ever.</summary>
    private async Task CompleteOutsideAsync(string id, CancellationToken cancel)
    {
        for (var asked = false; ; await Task.Delay(TimeSpan.FromMilliseconds(20), cancel))
        {
            var state = await UntilAnsweredAsync(() => OutsideAsync(id), cancel);
            if (state == PendingActivityState.Started)
            {
                asked = true;
                if (await TryCompleteOutsideAsync(id)) return;
            }
            else if (state is null && asked)
            {
                // It was done, and the answer was lost.
                return;
            }
        }
    }

    private async Task<bool> TryCompleteOutsideAsync(string id)
    {
        try
        {
            await client.WorkflowService.RespondActivityTaskCompletedByIdAsync(new()
            {
                Namespace = client.Options.Namespace, WorkflowId = id, ActivityId = OrderWorkflow.OutsideId, Result = await ToPayloadsAsync(id),
            });
            return true;
        }
        catch (TemporalException error) when (IsPassing(error) || error is RpcException { Code: RpcException.StatusCode.NotFound })
        {
            return false;
        }
    }

    private async Task<PendingActivityState?> OutsideAsync(string id)
    {
        var description = await client.WorkflowService.DescribeWorkflowExecutionAsync(new() { Namespace = client.Options.Namespace, Execution = new() { WorkflowId = id } });
        return description.PendingActivities.FirstOrDefault(activity => activity.ActivityId == OrderWorkflow.OutsideId)?.State;
    }

    private async Task<Payloads> ToPayloadsAsync(string text) =>
        new() { Payloads_ = { await client.Options.DataConverter.ToPayloadAsync(text) } };

    private static async Task<T> UntilAnsweredAsync<T>(Func<Task<T>> call, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return await call();
            }
            catch (TemporalException error) when (IsPassing(error))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), cancel);
            }
        }
    }

    /// <summary>No answer, which says nothing about whether the call was done.</summary>
    private static bool IsPassing(TemporalException error) => error is RpcTimeoutOrCanceledException
        or RpcException { Code: RpcException.StatusCode.Unavailable or RpcException.StatusCode.Unknown or RpcException.StatusCode.Internal };
}
