namespace Migration.Benchmarks.Postgres;

/// <summary>Lines of the table that every path has.</summary>
internal static class Rows
{
    extension(Report report)
    {
        public void Section(string path, double seconds, long rows) =>
            report.Row($"{path}: from the execution's start to its last index", $"{seconds:F2} s, {rows / seconds:N0} rows/s");

        /// <summary>How many times as quick as a peer the product is.</summary>
        public void Ratio(Turns turns, string peer, string goal)
        {
            var what = $"beside {peer.Replace("|", "\\|", StringComparison.Ordinal)}";
            if (turns.Peers.TryGetValue(peer, out var other))
                report.Row(what, $"{other.Seconds:F2} s: {other.Seconds / turns.Seconds:F2} times its rate", goal);
            else
                report.Row(what, $"not installed", goal);
        }

        public void Validation(string path, Turns turns) =>
            report.Row($"validation after the copy, {path}", $"{turns.Validation:F2} s after {turns.Copy:F2} s: {turns.Validation / turns.Copy:F2}", "≤ 0.5");
    }
}
