using Temporalio.Workflows;

namespace Temporal.Interop.Pairs;

/// <summary>Calls what the TypeScript workflow of the same name calls.</summary>
[Workflow("localsAndTimers")]
public sealed class LocalsAndTimersWorkflow
{
    [WorkflowRun]
    public async Task<string[]> RunAsync()
    {
        var first = GreetAsync("a");
        await Workflow.WhenAllAsync(first, Workflow.DelayAsync(1), GreetAsync("b"));
        await Workflow.DelayAsync(1);
        return [await first, await GreetAsync("c")];
    }

    private static Task<string> GreetAsync(string name) => Workflow.ExecuteLocalActivityAsync<string>(
        "greet", [name], new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) });
}

/// <summary>Calls what the TypeScript workflow of the same name calls.</summary>
[Workflow("backsOffOnTimer")]
public sealed class BacksOffOnTimerWorkflow
{
    [WorkflowRun]
    public Task<int> RunAsync() => Workflow.ExecuteLocalActivityAsync<int>("localFailUntil", [2], new()
    {
        StartToCloseTimeout = TimeSpan.FromMinutes(1),
        LocalRetryThreshold = TimeSpan.FromMilliseconds(10),
        RetryPolicy = new() { InitialInterval = TimeSpan.FromMilliseconds(100), BackoffCoefficient = 1 },
    });
}

/// <summary>Calls what the TypeScript workflow of the same name calls.</summary>
[Workflow("outlivesItsTask")]
public sealed class OutlivesItsTaskWorkflow
{
    private static readonly LocalActivityOptions Minute = new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) };
    private int signals;

    [WorkflowRun]
    public async Task<string[]> RunAsync(int milliseconds)
    {
        string[] answers =
        [
            await Workflow.ExecuteLocalActivityAsync<string>("greet", ["local"], Minute),
            await Workflow.ExecuteLocalActivityAsync<string>("slow", [milliseconds], Minute),
        ];
        await Workflow.WaitConditionAsync(() => signals > 0);
        return answers;
    }

    [WorkflowSignal("add")]
    public Task AddAsync()
    {
        signals++;
        return Task.CompletedTask;
    }
}
