using Temporalio.Exceptions;

namespace Temporalio.Client.Rpc;

/// <summary>Repeats a call after transient errors, within the bounds of its options.</summary>
internal sealed class RpcRetry(RpcRetryOptions options, TimeProvider time)
{
    public async Task<T> RunAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var backoff = new ExponentialBackoff(
            options.InitialInterval, options.Multiplier, options.MaxInterval, options.RandomizationFactor);
        var throttled = new ExponentialBackoff(
            TimeSpan.FromSeconds(1), 2, TimeSpan.FromSeconds(10), options.RandomizationFactor);
        for (var attempt = 1; ; attempt++)
        {
            TimeSpan delay;
            try
            {
                return await call().ConfigureAwait(false);
            }
            catch (RpcException e) when (TransientErrors.Include(e) && MayRepeat(attempt, started))
            {
                delay = e.Code == RpcException.StatusCode.ResourceExhausted ? throttled.Next() : backoff.Next();
            }
            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private bool MayRepeat(int attempt, long started) =>
        (options.MaxRetries == 0 || attempt < options.MaxRetries)
        && (options.MaxElapsedTime is not { } limit || time.GetElapsedTime(started) < limit);
}
