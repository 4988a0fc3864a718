namespace Temporalio.Worker.Execution;

/// <summary>
/// One activation: apply everything that happened, start the run method the first time, then run tasks and
/// conditions until nothing moves.
/// </summary>
internal sealed class EventLoop(WorkflowContext context)
{
    private bool started;

    internal void Activate(IReadOnlyList<Action> jobs) => context.OnThisThread(() =>
    {
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
        look();
        context.Scheduler.RunUntilIdle();
    });
}
