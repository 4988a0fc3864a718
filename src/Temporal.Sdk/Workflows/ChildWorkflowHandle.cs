using System.Linq.Expressions;
using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>A child workflow that has started.</summary>
public abstract class ChildWorkflowHandle
{
    public abstract string Id { get; }

    public abstract string FirstExecutionRunId { get; }

    /// <summary>Waits for the child to close; throws if it did not complete.</summary>
    public Task GetResultAsync() => GetResultAsync<ValueTuple>();

    /// <summary>Waits for the child's result; throws if it did not complete.</summary>
    public abstract Task<TResult> GetResultAsync<TResult>();

    public Task SignalAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> signalCall, ChildWorkflowSignalOptions? options = null)
    {
        var (method, args) = CallExpression.ExtractCall(signalCall);
        return SignalAsync(WorkflowSignalDefinition.NameFromMethodForCall(method), args, options);
    }

    public abstract Task SignalAsync(
        string signal, IReadOnlyCollection<object?> args, ChildWorkflowSignalOptions? options = null);
}

/// <summary>A child workflow of a known type.</summary>
public abstract class ChildWorkflowHandle<TWorkflow> : ChildWorkflowHandle
{
    public Task SignalAsync(
        Expression<Func<TWorkflow, Task>> signalCall, ChildWorkflowSignalOptions? options = null) =>
        SignalAsync<TWorkflow>(signalCall, options);
}

/// <summary>A child workflow of a known type and result.</summary>
public abstract class ChildWorkflowHandle<TWorkflow, TResult> : ChildWorkflowHandle<TWorkflow>
{
    public new Task<TResult> GetResultAsync() => GetResultAsync<TResult>();
}
