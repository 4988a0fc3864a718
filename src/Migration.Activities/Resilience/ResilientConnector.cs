using System.Collections.Concurrent;
using Migration.Connectors;
using Migration.Core.Errors;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace Migration.Activities;

/// <summary>
/// Opens databases with patience: a transient failure is tried again after a short pause, and a database that keeps
/// failing is left alone for a while, so that its tables don't all hammer it at once.
/// </summary>
public sealed class ResilientConnector(IConnector inner, TimeProvider time) : IConnector
{
    private readonly ConcurrentDictionary<string, ResiliencePipeline<IDatabase>> pipelines = new(StringComparer.Ordinal);

    public string Kind => inner.Kind;

    public async Task<IDatabase> OpenAsync(DatabaseSettings settings, CancellationToken cancellation)
    {
        try
        {
            return await pipelines.GetOrAdd(settings.Name, _ => Build()).ExecuteAsync(
                async token => await inner.OpenAsync(settings, token), cancellation);
        }
        catch (BrokenCircuitException e)
        {
            throw new MigrationException(
                ErrorCodes.DatabaseUnreadable,
                $"The database '{settings.Name}' failed repeatedly and is left alone for {OpeningPolicy.BreakDuration.TotalSeconds} seconds. The last failure: {e.InnerException?.Message}",
                transient: true,
                e);
        }
    }

    private ResiliencePipeline<IDatabase> Build()
    {
        var builder = new ResiliencePipelineBuilder<IDatabase> { TimeProvider = time };
        return builder
            .AddRetry(new RetryStrategyOptions<IDatabase>
            {
                ShouldHandle = OpeningPolicy.IsTransient,
                MaxRetryAttempts = OpeningPolicy.Retries,
                Delay = OpeningPolicy.FirstDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<IDatabase>
            {
                ShouldHandle = OpeningPolicy.IsTransient,
                MinimumThroughput = OpeningPolicy.FailuresToBreak,
                FailureRatio = 0.9,
                SamplingDuration = OpeningPolicy.SamplingDuration,
                BreakDuration = OpeningPolicy.BreakDuration,
            })
            .Build();
    }
}
