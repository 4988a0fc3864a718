using System.Globalization;
using System.Text;
using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;

namespace Migration.Connectors.Tables;

/// <summary>How much of a table is compared: so many ranges that more than a share of them can't differ unseen, but for a stated risk.</summary>
/// <param name="Confidence">How surely a larger share is noticed, below 1.</param>
/// <param name="Margin">The share of ranges.</param>
public sealed record RangeSample(double Confidence, double Margin)
{
    /// <summary>
    /// Ranges to be drawn of all without putting back, where more than the margin differ, so that one of these is among
    /// them: the usual approximation, 1 - (1 - confidence)^(1/D) of the ranges less half of D - 1, where D differ.
    /// </summary>
    public long SizeOf(long ranges)
    {
        var differing = Math.Min(ranges, Math.Floor(ranges * Margin) + 1);
        var drawn = (1 - Math.Pow(1 - Confidence, 1 / differing)) * (ranges - (differing - 1) / 2);
        return Math.Clamp((long)Math.Ceiling(drawn), Math.Min(1, ranges), ranges);
    }

    /// <summary>The ids of the ranges, chosen by the execution and the table: the same in every attempt, others in another execution.</summary>
    internal IReadOnlySet<string> Choose(TableJob job, IEnumerable<LedgerRange> ranges)
    {
        var ids = ranges.Select(range => range.From.ToString()).ToList();
        return ids.OrderBy(id => MurmurHash3.Of(Encoding.UTF8.GetBytes($"{job.ExecutionId}\n{job.TargetTable}\n{id}"))).Take((int)SizeOf(ids.Count))
            .ToHashSet(StringComparer.Ordinal);
    }

    public string Sentence(long compared, long ranges) => compared == ranges ? "" : string.Create(CultureInfo.InvariantCulture,
        $" {compared} of {ranges} ranges were compared, chosen by the execution's id: were more than {Margin:P2} of the ranges different, this would show it with a confidence of {Confidence:P2}.");
}
