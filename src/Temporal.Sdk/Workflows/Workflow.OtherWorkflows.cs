using System.Linq.Expressions;
using Temporalio.Common;

namespace Temporalio.Workflows;

public static partial class Workflow
{
    public static async Task<TResult> ExecuteChildWorkflowAsync<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, ChildWorkflowOptions? options = null)
    {
        var handle = await StartChildWorkflowAsync(workflowRunCall, options);
        return await handle.GetResultAsync();
    }

    public static async Task ExecuteChildWorkflowAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, ChildWorkflowOptions? options = null)
    {
        var handle = await StartChildWorkflowAsync(workflowRunCall, options);
        await handle.GetResultAsync();
    }

    public static async Task ExecuteChildWorkflowAsync(
        string workflow, IReadOnlyCollection<object?> args, ChildWorkflowOptions? options = null)
    {
        var handle = await StartChildWorkflowAsync(workflow, args, options);
        await handle.GetResultAsync();
    }

    public static async Task<TResult> ExecuteChildWorkflowAsync<TResult>(
        string workflow, IReadOnlyCollection<object?> args, ChildWorkflowOptions? options = null)
    {
        var handle = await StartChildWorkflowAsync(workflow, args, options);
        return await handle.GetResultAsync<TResult>();
    }

    public static Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChildWorkflowAsync<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, ChildWorkflowOptions? options = null)
    {
        var (method, args) = CallExpression.ExtractCall(workflowRunCall);
        return Context.Children.StartAsync<TWorkflow, TResult>(
            WorkflowDefinition.NameFromRunMethodForCall(method), args, options ?? new());
    }

    public static async Task<ChildWorkflowHandle<TWorkflow>> StartChildWorkflowAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, ChildWorkflowOptions? options = null)
    {
        var (method, args) = CallExpression.ExtractCall(workflowRunCall);
        return await Context.Children.StartAsync<TWorkflow, ValueTuple>(
            WorkflowDefinition.NameFromRunMethodForCall(method), args, options ?? new());
    }

    /// <summary>Returns when the child has started. Its result and failure come through the handle.</summary>
    public static async Task<ChildWorkflowHandle> StartChildWorkflowAsync(
        string workflow, IReadOnlyCollection<object?> args, ChildWorkflowOptions? options = null) =>
        await Context.Children.StartAsync<ValueTuple, ValueTuple>(workflow, args, options ?? new());

    public static ExternalWorkflowHandle GetExternalWorkflowHandle(string id, string? runId = null) =>
        GetExternalWorkflowHandle<ValueTuple>(id, runId);

    public static ExternalWorkflowHandle<TWorkflow> GetExternalWorkflowHandle<TWorkflow>(
        string id, string? runId = null) => Context.Externals.Handle<TWorkflow>(id, runId);

    public static ContinueAsNewException CreateContinueAsNewException<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, ContinueAsNewOptions? options = null)
    {
        var (method, args) = CallExpression.ExtractCall(workflowRunCall);
        return CreateContinueAsNewException(WorkflowDefinition.NameFromRunMethodForCall(method), args, options);
    }

    public static ContinueAsNewException CreateContinueAsNewException<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, ContinueAsNewOptions? options = null)
    {
        var (method, args) = CallExpression.ExtractCall(workflowRunCall);
        return CreateContinueAsNewException(WorkflowDefinition.NameFromRunMethodForCall(method), args, options);
    }

    /// <summary>Throw the result from the run method; before that wait for <see cref="AllHandlersFinished" />.</summary>
    public static ContinueAsNewException CreateContinueAsNewException(
        string workflow, IReadOnlyCollection<object?> args, ContinueAsNewOptions? options = null)
    {
        Context.AssertWritable("continue as new");
        return new(workflow, args, options);
    }
}
