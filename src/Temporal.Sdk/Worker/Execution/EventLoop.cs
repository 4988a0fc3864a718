namespace Temporalio.Worker.Execution;

/// <summary>
/// One activation: apply everything that happened, start the run method the first time, then run tasks and
/// conditions until nothing moves.
/// </summary>
internal sealed class EventLoop(WorkflowContext context)
{
    private readonly Dictionary<string, object> logScope = new()
    {
        ["Namespace"] = context.Info.Namespace,
        ["TaskQueue"] = context.Info.TaskQueue,
        ["WorkflowType"] = context.Info.WorkflowType,
        ["WorkflowId"] = context.Info.WorkflowId,
        ["RunId"] = context.Info.RunId,
        ["Attempt"] = context.Info.Attempt,
    };

    private bool started;

    internal void Activate(IReadOnlyList<Action> jobs) => context.OnThisThread(() =>
    {
        using var scope = context.Logger.BeginScope(logScope);
        context.ThrowIfFailed();
        foreach (var job in jobs)
            job();
        if (!started)
        {
            started = true;
            context.Ending.RunMain();
        }
        while (context.Scheduler.HasWork)
        {
            context.Scheduler.RunUntilIdle();
            context.Conditions.CompleteFirst();
        }
    });

    /// <summary>A look at the workflow: conditions stay unasked, so that a query changes nothing.</summary>
    internal void Look(Action look) => context.OnThisThread(() =>
    {
        using var scope = context.Logger.BeginScope(logScope);
        look();
        context.Scheduler.RunUntilIdle();
    });
}
