using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Protocol;

namespace Snowflake.Emulator.Statements;

/// <summary>A statement from its submission to the end of its result's retention.</summary>
internal sealed class Statement(string handle, Guid requestId, SubmitBody body, DateTimeOffset created)
{
    private readonly CancellationTokenSource _cancel = new();

    public string Handle => handle;

    public Guid RequestId => requestId;

    public SubmitBody Body => body;

    public DateTimeOffset Created => created;

    /// <summary>The statements of a request that has several; their results are fetched one by one.</summary>
    public IReadOnlyList<string> Children { get; init; } = [];

    /// <summary>The result; fails with <see cref="ApiError"/>.</summary>
    public Task<EngineResult> Outcome { get; private set; } = Task.FromException<EngineResult>(new InvalidOperationException("not started"));

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? Ended { get; private set; }

    public bool IsRunning => !Outcome.IsCompleted;

    public bool Succeeded => Outcome.IsCompletedSuccessfully;

    public void Start(Func<CancellationToken, Task<EngineResult>> run, TimeProvider clock) => Outcome = RunAsync(run, clock);

    public void Cancel() => _cancel.Cancel();

    private async Task<EngineResult> RunAsync(Func<CancellationToken, Task<EngineResult>> run, TimeProvider clock)
    {
        using var limit = new CancellationTokenSource(body.Timeout ?? Timeout.InfiniteTimeSpan, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(_cancel.Token, limit.Token);
        try
        {
            return await run(linked.Token);
        }
        catch (EngineException failure)
        {
            throw new ApiError(422, failure.Code, failure.SqlState, failure.Message);
        }
        catch (OperationCanceledException) when (linked.IsCancellationRequested)
        {
            throw _cancel.IsCancellationRequested ? ApiError.Canceled() : ApiError.TimedOut(body.Timeout!.Value);
        }
        finally
        {
            Ended = clock.GetUtcNow();
        }
    }
}
