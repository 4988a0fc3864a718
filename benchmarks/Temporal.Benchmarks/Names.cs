namespace Temporal.Benchmarks;

internal static class Names
{
    public const string Queue = "benchmark";
}
