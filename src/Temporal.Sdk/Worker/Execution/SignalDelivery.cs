using Microsoft.Extensions.Logging;
using Temporalio.Api.History.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker.Execution;

/// <summary>Runs signal handlers; a signal without one waits until the workflow adds it.</summary>
internal sealed class SignalDelivery(WorkflowContext context, Handlers handlers)
{
    private readonly List<WorkflowExecutionSignaledEventAttributes> undelivered = [];

    internal void Deliver(WorkflowExecutionSignaledEventAttributes signal)
    {
        if (Find(signal.SignalName) is { } handler)
            context.Ending.RunTopLevel(() => HandleAsync(handler, signal));
        else
            undelivered.Add(signal);
    }

    internal void Redeliver(string name)
    {
        var waiting = undelivered.FindAll(signal => signal.SignalName == name);
        undelivered.RemoveAll(signal => signal.SignalName == name);
        waiting.ForEach(Deliver);
    }

    internal void RedeliverAll()
    {
        var waiting = undelivered.ToList();
        undelivered.Clear();
        waiting.ForEach(Deliver);
    }

    private WorkflowSignalDefinition? Find(string name)
    {
        if (handlers.Signals.TryGetValue(name, out var handler))
            return handler;
        return name.StartsWith(HandlerName.ReservedPrefix, StringComparison.Ordinal) ? null : handlers.DynamicSignal;
    }

    private async Task HandleAsync(WorkflowSignalDefinition handler, WorkflowExecutionSignaledEventAttributes signal)
    {
        // The workflow's constructor may add handlers; it runs before the first of them.
        var workflow = context.Instance;
        if (Decode(handler, signal) is not { } arguments)
            return;
        var end = handlers.Begin(signal.SignalName, handler.UnfinishedPolicy);
        try
        {
            await (Task)Invocation.Call(workflow, handler.Method, handler.Delegate, arguments)!;
        }
        finally
        {
            end();
        }
    }

    private object?[]? Decode(WorkflowSignalDefinition handler, WorkflowExecutionSignaledEventAttributes signal)
    {
        try
        {
            return Arguments.DecodeForHandler(
                context.PayloadConverter,
                handler.Method ?? handler.Delegate!.Method,
                signal.Input?.Payloads_ ?? [],
                handler.Dynamic ? signal.SignalName : null,
                $"Signal {signal.SignalName}");
        }
        catch (Exception e)
        {
            // Anybody can send a signal: a malformed one must not stop the workflow.
            context.Logger.LogError(e, "Signal {Signal} is dropped, its arguments cannot be decoded", signal.SignalName);
            return null;
        }
    }
}
