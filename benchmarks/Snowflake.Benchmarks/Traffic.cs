using Snowflake.Emulator.Faults;
using Snowflake.Emulator.Log;

namespace Snowflake.Benchmarks;

/// <summary>What one step asked of the emulated account, and how much of its time the account was at work for it.</summary>
/// <param name="Catalog">Statements that ask for definitions: SHOW, DESCRIBE and INFORMATION_SCHEMA.</param>
/// <param name="AtOnce">The most statements that ran at one moment.</param>
/// <param name="Idle">The share of the step's time in which none ran.</param>
/// <param name="Unasked">The share of the step's time in which there was neither a statement nor a request to answer: partitions and polls count.</param>
internal sealed record Traffic(int Statements, int Catalog, double BytesPerRequest, long MostBytes, int AtOnce, double Idle, double Unasked, double Seconds)
{
    public static Traffic Of(IReadOnlyList<LoggedExecution> executions, IReadOnlyList<LoggedRequest> requests, (DateTimeOffset From, DateTimeOffset To) step)
    {
        var submitted = requests.Where(request => request.Operation == Operation.Submit).Select(request => request.Bytes).DefaultIfEmpty().ToList();
        var seconds = (step.To - step.From).TotalSeconds;
        List<(DateTimeOffset From, DateTimeOffset To)> running = [.. executions.Select(run => (run.Started, run.Ended ?? step.To))];
        var (busy, atOnce) = Union(running);
        var (asked, _) = Union(running.Concat(requests.Select(request => (request.Started, request.Ended ?? step.To))));
        return new(
            executions.Count, executions.Count(execution => IsOfCatalog(execution.Text)), submitted.Average(), submitted.Max(), atOnce, 1 - (busy / seconds), 1 - (asked / seconds), seconds);
    }

    /// <summary>Seconds that lie within at least one span, and the most spans that one moment lies in.</summary>
    private static (double Seconds, int AtOnce) Union(IEnumerable<(DateTimeOffset From, DateTimeOffset To)> spans)
    {
        var changes = spans.SelectMany(span => new[] { (At: span.From, Change: 1), (At: span.To, Change: -1) }).OrderBy(change => change.At).ThenBy(change => change.Change);
        var (seconds, running, most, since) = (0.0, 0, 0, default(DateTimeOffset));
        foreach (var (at, change) in changes)
        {
            if (running > 0)
                seconds += (at - since).TotalSeconds;
            running += change;
            most = Math.Max(most, running);
            since = at;
        }

        return (seconds, most);
    }

    private static bool IsOfCatalog(string text) =>
        text.StartsWith("SHOW", StringComparison.Ordinal) || text.StartsWith("DESC", StringComparison.Ordinal) || text.Contains("INFORMATION_SCHEMA", StringComparison.Ordinal);
}
