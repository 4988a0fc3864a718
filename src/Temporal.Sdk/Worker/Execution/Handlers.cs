using Microsoft.Extensions.Logging;
using Temporalio.Api.History.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker.Execution;

/// <summary>The signal, query and update handlers of a run, and the ones that are running now.</summary>
internal sealed class Handlers
{
    private readonly WorkflowContext context;
    private readonly LinkedList<(string Name, HandlerUnfinishedPolicy Policy)> running = new();
    private readonly SignalDelivery delivery;

    internal Handlers(WorkflowContext context)
    {
        this.context = context;
        delivery = new(context, this);
        Signals = new(context.Definition.Signals, (name, signal) =>
        {
            AssertNamed("Signal", name, signal.Name);
            delivery.Redeliver(name);
        });
        Queries = new(context.Definition.Queries, (name, query) => AssertNamed("Query", name, query.Name));
        Updates = new(context.Definition.Updates, (name, update) => AssertNamed("Update", name, update.Name));
        QueryAnswers = new(context, this);
        UpdateDelivery = new(context, this);
        DynamicSignal = context.Definition.DynamicSignal;
        DynamicQuery = context.Definition.DynamicQuery;
        DynamicUpdate = context.Definition.DynamicUpdate;
    }

    internal bool AllFinished => running.Count == 0;

    internal HandlerMap<WorkflowSignalDefinition> Signals { get; }

    internal HandlerMap<WorkflowQueryDefinition> Queries { get; }

    internal HandlerMap<WorkflowUpdateDefinition> Updates { get; }

    internal QueryAnswers QueryAnswers { get; }

    internal UpdateDelivery UpdateDelivery { get; }

    internal WorkflowSignalDefinition? DynamicSignal
    {
        get;
        set
        {
            AssertDynamic("Signal", value?.Dynamic);
            field = value;
            if (value != null)
                delivery.RedeliverAll();
        }
    }

    internal WorkflowQueryDefinition? DynamicQuery
    {
        get;
        set
        {
            AssertDynamic("Query", value?.Dynamic);
            field = value;
        }
    }

    internal WorkflowUpdateDefinition? DynamicUpdate
    {
        get;
        set
        {
            AssertDynamic("Update", value?.Dynamic);
            field = value;
        }
    }

    internal void Deliver(WorkflowExecutionSignaledEventAttributes signal) => delivery.Deliver(signal);

    /// <summary>Counts a handler as running until the returned action is called.</summary>
    internal Action Begin(string name, HandlerUnfinishedPolicy policy)
    {
        var node = running.AddLast((name, policy));
        return () => running.Remove(node);
    }

    internal void WarnAboutUnfinished()
    {
        var abandoned = running.Where(handler => handler.Policy == HandlerUnfinishedPolicy.WarnAndAbandon)
            .Select(handler => handler.Name).Distinct().ToList();
        if (abandoned.Count == 0)
            return;
        context.Logger.LogWarning(
            "[TMPRL1102] Workflow {WorkflowId} ended while these handlers were still running: {Handlers}. " +
            "Wait for Workflow.AllHandlersFinished before the run method ends.",
            context.Info.WorkflowId,
            string.Join(", ", abandoned));
    }

    private void AssertNamed(string kind, string key, string? name)
    {
        context.AssertWritable("change handlers");
        if (key != name)
            throw new ArgumentException($"{kind} handler is set as {key}, but its name is {name ?? "dynamic"}");
    }

    private void AssertDynamic(string kind, bool? dynamic)
    {
        context.AssertWritable("change handlers");
        if (dynamic == false)
            throw new ArgumentException($"{kind} handler has a name, so it is not dynamic");
    }
}
