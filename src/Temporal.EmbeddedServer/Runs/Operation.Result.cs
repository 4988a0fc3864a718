namespace Temporal.EmbeddedServer.Runs;

/// <summary>A waiting call with a result of type <typeparamref name="T"/>.</summary>
internal sealed class Operation<T>(Func<Transaction, T> body) : Operation
{
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? value;

    public Task<T> Result => completion.Task;

    public override void Run(Transaction transaction) => value = body(transaction);

    protected override void Complete()
    {
        if (Failure is { } failure)
        {
            completion.SetException(failure);
        }
        else
        {
            completion.SetResult(value!);
        }
    }
}
