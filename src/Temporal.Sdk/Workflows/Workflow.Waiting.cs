namespace Temporalio.Workflows;

public static partial class Workflow
{
    public static Task DelayAsync(int millisecondsDelay, CancellationToken? cancellationToken = null) =>
        DelayWithOptionsAsync(new(millisecondsDelay, cancellationToken: cancellationToken));

    public static Task DelayAsync(TimeSpan delay, CancellationToken? cancellationToken = null) =>
        DelayWithOptionsAsync(new(delay, cancellationToken: cancellationToken));

    /// <summary>Waits by a durable timer of the service.</summary>
    public static Task DelayWithOptionsAsync(DelayOptions options) => Context.Timers.DelayAsync(options);

    /// <summary>Waits until the condition holds. It is asked after every step of the workflow.</summary>
    public static Task WaitConditionAsync(Func<bool> conditionCheck, CancellationToken? cancellationToken = null) =>
        WaitConditionWithOptionsAsync(new(conditionCheck, cancellationToken: cancellationToken));

    /// <returns>False when the timeout passed first.</returns>
    public static Task<bool> WaitConditionAsync(
        Func<bool> conditionCheck, int timeoutMilliseconds, CancellationToken? cancellationToken = null) =>
        WaitConditionAsync(conditionCheck, TimeSpan.FromMilliseconds(timeoutMilliseconds), cancellationToken);

    /// <returns>False when the timeout passed first.</returns>
    public static Task<bool> WaitConditionAsync(
        Func<bool> conditionCheck, TimeSpan timeout, CancellationToken? cancellationToken = null) =>
        WaitConditionWithOptionsAsync(new(conditionCheck, timeout, nameof(WaitConditionAsync), cancellationToken));

    /// <returns>False when the timeout passed first.</returns>
    public static Task<bool> WaitConditionWithOptionsAsync(WaitConditionOptions options) =>
        Context.Conditions.WaitAsync(options);

    public static Task RunTaskAsync(Func<Task> function, CancellationToken? cancellationToken = null)
    {
        Context.AssertWritable("start a task");
        return Task.Factory.StartNew(
            function,
            cancellationToken ?? CancellationToken,
            TaskCreationOptions.None,
            TaskScheduler.Current).Unwrap();
    }

    public static Task<TResult> RunTaskAsync<TResult>(
        Func<Task<TResult>> function, CancellationToken? cancellationToken = null)
    {
        Context.AssertWritable("start a task");
        return Task.Factory.StartNew(
            function,
            cancellationToken ?? CancellationToken,
            TaskCreationOptions.None,
            TaskScheduler.Current).Unwrap();
    }

    public static Task<Task> WhenAnyAsync(params Task[] tasks) => Task.WhenAny(tasks);

    public static Task<Task> WhenAnyAsync(IEnumerable<Task> tasks) => Task.WhenAny(tasks);

    public static Task<Task<TResult>> WhenAnyAsync<TResult>(params Task<TResult>[] tasks) =>
        WhenAnyAsync((IEnumerable<Task<TResult>>)tasks);

    public static async Task<Task<TResult>> WhenAnyAsync<TResult>(IEnumerable<Task<TResult>> tasks) =>
        // The generic Task.WhenAny continues on the default scheduler, which a workflow must not leave for.
        (Task<TResult>)await Task.WhenAny((IEnumerable<Task>)tasks);

    public static Task WhenAllAsync(IEnumerable<Task> tasks) => Task.WhenAll(tasks);

    public static Task WhenAllAsync(params Task[] tasks) => Task.WhenAll(tasks);

    public static Task<TResult[]> WhenAllAsync<TResult>(IEnumerable<Task<TResult>> tasks) => Task.WhenAll(tasks);

    public static Task<TResult[]> WhenAllAsync<TResult>(params Task<TResult>[] tasks) => Task.WhenAll(tasks);
}
