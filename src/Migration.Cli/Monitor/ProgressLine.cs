using Migration.Cli.Output;
using Migration.Client;

namespace Migration.Cli.Monitor;

/// <summary>An execution's moment in one line, for logs and pipes.</summary>
internal static class ProgressLine
{
    public static string Of(ExecutionView view, DateTimeOffset now)
    {
        var parts = new List<string>
        {
            Human.Time(now)[11..],
            StatusNames.Of(view.Status),
            StatusNames.Of(view.Phase),
            Human.Percent(view.Percent),
            Rows(view.RowsProcessed, view.RowsTotal) + " rows",
        };
        if (view.RowsPerSecond > 0)
            parts.Add(Human.Count((long)view.RowsPerSecond) + " rows/s");
        if (view.EtaSeconds is { } eta)
            parts.Add("ETA " + Human.Duration(TimeSpan.FromSeconds(eta)));
        var moving = view.Tables.Where(table => table.Status is Core.Progress.ExecutionStatus.Running).ToList();
        if (moving.Count > 0)
            parts.Add("| " + string.Join(", ", moving.Select(table => $"{table.Name} {Human.Percent(table.Percent)}")));
        return string.Join("  ", parts);
    }

    public static string Rows(long processed, long total) => $"{Human.Count(processed)}/{Human.Count(total)}";
}
