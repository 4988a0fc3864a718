using System.Linq.Expressions;
using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>Another workflow, not a child, to signal or cancel.</summary>
public abstract class ExternalWorkflowHandle
{
    public abstract string Id { get; }

    /// <summary>Null means the current run.</summary>
    public abstract string? RunId { get; }

    public Task SignalAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> signalCall, ExternalWorkflowSignalOptions? options = null)
    {
        var (method, args) = CallExpression.ExtractCall(signalCall);
        return SignalAsync(WorkflowSignalDefinition.NameFromMethodForCall(method), args, options);
    }

    public abstract Task SignalAsync(
        string signal, IReadOnlyCollection<object?> args, ExternalWorkflowSignalOptions? options = null);

    public abstract Task CancelAsync();
}

/// <summary>Another workflow of a known type.</summary>
public abstract class ExternalWorkflowHandle<TWorkflow> : ExternalWorkflowHandle
{
    public Task SignalAsync(
        Expression<Func<TWorkflow, Task>> signalCall, ExternalWorkflowSignalOptions? options = null) =>
        SignalAsync<TWorkflow>(signalCall, options);
}
