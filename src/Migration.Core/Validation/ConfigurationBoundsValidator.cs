using Migration.Core.Documents;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;

namespace Migration.Core.Validation;

/// <summary>Every number of the configuration lies within its bounds.</summary>
internal sealed class ConfigurationBoundsValidator : IPlanRuleValidator
{
    private static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);
    private const long Megabyte = 1024 * 1024;
    private const decimal LeastCredits = 0.1m;

    public IEnumerable<Problem> Validate(MigrationPlan plan) => Check(plan.Configuration);

    public static IEnumerable<Problem> Check(MigrationConfiguration c) =>
    [
        .. Number("batchSize", c.BatchSize, (1, 1_000_000)),
        .. Number("maxRowsPerSecond", c.MaxRowsPerSecond, (0, 1_000_000_000)),
        .. Number("parallelism", c.Parallelism, (1, 64)),
        .. Number("maxRetries", c.MaxRetries, (0, 1_000)),
        .. Number("maxRejects", c.MaxRejects, (0, 100_000)),
        .. Duration("retryDelay", c.RetryDelay, (Instant, Minute)),
        .. c.Timeout == TimeSpan.Zero ? [] : Duration("timeout", c.Timeout, (TimeSpan.FromSeconds(1), Year)),
        .. Duration("checkpointInterval", c.CheckpointInterval, (Instant, Hour)),
        .. c.ValidationInterval == TimeSpan.Zero ? [] : Duration("validationInterval", c.ValidationInterval, (TimeSpan.FromSeconds(1), Year)),
        .. c.MaxDuration == TimeSpan.Zero ? [] : Duration("maxDuration", c.MaxDuration, (Minute, Year)),
        .. c.MaxCredits == 0 ? [] : Check("maxCredits", c.MaxCredits, (LeastCredits, 1_000_000m), ValueFormats.Written),
        .. Size("memoryLimit", c.MemoryLimit, (Megabyte, 65_536 * Megabyte)),
        .. Duration("rollbackWindow", c.RollbackWindow, (TimeSpan.Zero, Year)),
    ];

    private static IEnumerable<Problem> Number(string key, int value, (int Least, int Most) bounds) =>
        Check(key, value, bounds, n => n.ToString("N0", System.Globalization.CultureInfo.InvariantCulture));

    private static IEnumerable<Problem> Duration(string key, TimeSpan value, (TimeSpan Least, TimeSpan Most) bounds) =>
        Check(key, value, bounds, DurationText.Of);

    private static IEnumerable<Problem> Size(string key, long value, (long Least, long Most) bounds) =>
        Check(key, value, bounds, SizeText.Of);

    private static IEnumerable<Problem> Check<T>(string key, T value, (T Least, T Most) bounds, Func<T, string> show)
        where T : IComparable<T>
    {
        if (value.CompareTo(bounds.Least) >= 0 && value.CompareTo(bounds.Most) <= 0) yield break;
        yield return new Problem(
            $"configuration.{key}",
            ErrorCodes.PlanInvalidValue,
            $"{key} is {show(value)}.",
            $"Choose from {show(bounds.Least)} to {show(bounds.Most)}.");
    }
}
