using System.Linq.Expressions;
using Temporalio.Api.Enums.V1;
using Temporalio.Common;
using Temporalio.Workflows;

namespace Temporalio.Client;

/// <summary>Options of starting a workflow. Id and task queue are required.</summary>
public class WorkflowOptions : ICloneable
{
    public WorkflowOptions()
    {
    }

    public WorkflowOptions(string id, string taskQueue)
    {
        Id = id;
        TaskQueue = taskQueue;
    }

    public string? Id { get; set; }

    public string? TaskQueue { get; set; }

    /// <summary>One line for people, fixed for the execution's life.</summary>
    public string? StaticSummary { get; set; }

    public string? StaticDetails { get; set; }

    /// <summary>Limit over all runs, retries and continuations.</summary>
    public TimeSpan? ExecutionTimeout { get; set; }

    public TimeSpan? RunTimeout { get; set; }

    /// <summary>Limit of one workflow task; the server's ten seconds when null.</summary>
    public TimeSpan? TaskTimeout { get; set; }

    /// <summary>What to do when a closed workflow has the id.</summary>
    public WorkflowIdReusePolicy IdReusePolicy { get; set; } = WorkflowIdReusePolicy.AllowDuplicate;

    /// <summary>What to do when a running workflow has the id.</summary>
    public WorkflowIdConflictPolicy IdConflictPolicy { get; set; } = WorkflowIdConflictPolicy.Unspecified;

    public RetryPolicy? RetryPolicy { get; set; }

    public string? CronSchedule { get; set; }

    public IReadOnlyDictionary<string, object>? Memo { get; set; }

    public SearchAttributeCollection? TypedSearchAttributes { get; set; }

    public TimeSpan? StartDelay { get; set; }

    /// <summary>Signal to send, starting the workflow only when it does not run yet.</summary>
    public string? StartSignal { get; set; }

    public IReadOnlyCollection<object?>? StartSignalArgs { get; set; }

    public RpcOptions? Rpc { get; set; }

    public Priority? Priority { get; set; }

    /// <summary>Sends a signal together with the start, by a call of its handler.</summary>
    public void SignalWithStart<TWorkflow>(Expression<Func<TWorkflow, Task>> signalCall)
    {
        var (method, args) = CallExpression.ExtractCall(signalCall);
        SignalWithStart(WorkflowSignalDefinition.NameFromMethodForCall(method), args);
    }

    /// <summary>Sends a signal together with the start, by its name.</summary>
    public void SignalWithStart(string signal, IReadOnlyCollection<object?> args)
    {
        StartSignal = signal;
        StartSignalArgs = args;
    }

    public virtual object Clone()
    {
        var copy = (WorkflowOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
