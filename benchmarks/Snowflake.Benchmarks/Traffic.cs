using Snowflake.Emulator.Faults;
using Snowflake.Emulator.Log;

namespace Snowflake.Benchmarks;

/// <summary>What one step asked of the emulated account, and how much of its time the account was at work for it.</summary>
/// <param name="Catalog">Statements that ask for definitions: SHOW, DESCRIBE and INFORMATION_SCHEMA.</param>
/// <param name="AtOnce">The most statements that ran at one moment.</param>
/// <param name="Idle">The share of the step's time in which none ran.</param>
internal sealed record Traffic(int Statements, int Catalog, double BytesPerRequest, long MostBytes, int AtOnce, double Idle, double Seconds)
{
    public static Traffic Of(IReadOnlyList<LoggedExecution> executions, IReadOnlyList<LoggedRequest> requests, (DateTimeOffset From, DateTimeOffset To) step)
    {
        var submitted = requests.Where(request => request.Operation == Operation.Submit).Select(request => request.Bytes).DefaultIfEmpty().ToList();
        var seconds = (step.To - step.From).TotalSeconds;
        var (busy, atOnce) = Union(executions, step.To);
        return new(
            executions.Count, executions.Count(execution => IsOfCatalog(execution.Text)), submitted.Average(), submitted.Max(), atOnce, 1 - (busy / seconds), seconds);
    }

    /// <summary>Seconds in which at least one statement ran, and the most that did at once.</summary>
    private static (double Seconds, int AtOnce) Union(IEnumerable<LoggedExecution> executions, DateTimeOffset end)
    {
        var changes = executions.SelectMany(run => new[] { (At: run.Started, Change: 1), (At: run.Ended ?? end, Change: -1) }).OrderBy(change => change.At).ThenBy(change => change.Change);
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
