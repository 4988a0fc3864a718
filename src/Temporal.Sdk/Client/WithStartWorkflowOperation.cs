using System.Linq.Expressions;
using Temporalio.Common;
using Temporalio.Workflows;

namespace Temporalio.Client;

/// <summary>The start of a workflow that goes together with an update. It can be used once.</summary>
public abstract class WithStartWorkflowOperation : ICloneable
{
    private int used;

    private protected WithStartWorkflowOperation(
        string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options)
    {
        Workflow = workflow;
        Args = args;
        Options = options;
    }

    public string Workflow { get; set; }

    public IReadOnlyCollection<object?> Args { get; set; }

    /// <summary>An id conflict policy is required.</summary>
    public WorkflowOptions Options { get; set; }

    public static WithStartWorkflowOperation<WorkflowHandle<TWorkflow, TResult>> Create<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, WorkflowOptions options)
    {
        var (method, args) = CallExpression.ExtractCall(workflowRunCall);
        return new(
            WorkflowDefinition.NameFromRunMethodForCall(method),
            args,
            options,
            (client, runId) => new(client, options.Id!, null, runId, runId));
    }

    public static WithStartWorkflowOperation<WorkflowHandle<TWorkflow>> Create<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, WorkflowOptions options)
    {
        var (method, args) = CallExpression.ExtractCall(workflowRunCall);
        return new(
            WorkflowDefinition.NameFromRunMethodForCall(method),
            args,
            options,
            (client, runId) => new(client, options.Id!, null, runId, runId));
    }

    public static WithStartWorkflowOperation<WorkflowHandle> Create(
        string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options) =>
        new(workflow, args, options, (client, runId) => new(client, options.Id!, null, runId, runId));

    public abstract object Clone();

    internal bool TryUse() => Interlocked.Exchange(ref used, 1) == 0;

    internal abstract void Started(ITemporalClient client, string runId);

    internal abstract void Failed(Exception exception);

    private protected void Renew() => used = 0;
}
