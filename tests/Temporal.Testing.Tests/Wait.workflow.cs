using Temporalio.Activities;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporal.Testing.Tests;

[Workflow]
public sealed class SleepWorkflow
{
    [WorkflowRun]
    public async Task<double> RunAsync(TimeSpan[] delays)
    {
        var began = Workflow.UtcNow;
        foreach (var delay in delays)
            await Workflow.DelayAsync(delay);
        return (Workflow.UtcNow - began).TotalDays;
    }
}

/// <summary>Children that sleep, one twice as long as the one before.</summary>
[Workflow]
public sealed class FamilyWorkflow
{
    private readonly List<int> order = [];

    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        await Workflow.WhenAllAsync(SleepAsync(3), SleepAsync(1), SleepAsync(2));
        return string.Join(", ", order);
    }

    private async Task SleepAsync(int days)
    {
        await Workflow.ExecuteChildWorkflowAsync((SleepWorkflow child) => child.RunAsync(new[] { TimeSpan.FromDays(days) }));
        order.Add(days);
    }
}

/// <summary>An activity against a timer of a year.</summary>
[Workflow]
public sealed class RaceWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        var activity = Workflow.ExecuteActivityAsync(
            (SlowActivities activities) => activities.WaitAsync(), new() { StartToCloseTimeout = TimeSpan.FromDays(1000) });
        var timer = Workflow.DelayAsync(TimeSpan.FromDays(365));
        return await Workflow.WhenAnyAsync(activity, timer) == activity ? "activity" : "timer";
    }
}

/// <summary>Waits an hour and more between attempts.</summary>
[Workflow]
public sealed class RetryWorkflow
{
    [WorkflowRun]
    public Task<int> RunAsync() => Workflow.ExecuteActivityAsync(
        () => SlowActivities.FailTwice(),
        new() { StartToCloseTimeout = TimeSpan.FromHours(1), RetryPolicy = new() { InitialInterval = TimeSpan.FromHours(1) } });
}

/// <summary>Collects notes for two days.</summary>
[Workflow]
public sealed class NotesWorkflow
{
    private readonly List<string> notes = [];

    [WorkflowQuery]
    public int Count => notes.Count;

    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        await Workflow.DelayAsync(TimeSpan.FromDays(1));
        notes.Add("first day");
        await Workflow.DelayAsync(TimeSpan.FromDays(1));
        return string.Join(", ", notes);
    }

    [WorkflowSignal]
    public Task NoteAsync(string note)
    {
        notes.Add(note);
        return Task.CompletedTask;
    }
}

public sealed class SlowActivities
{
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Started => started.Task;

    public void Release() => released.TrySetResult();

    [Activity]
    public async Task WaitAsync()
    {
        started.TrySetResult();
        await released.Task;
    }

    [Activity]
    public static int FailTwice() => ActivityExecutionContext.Current.Info.Attempt is var attempt && attempt < 3
        ? throw new ApplicationFailureException("not yet")
        : attempt;
}
