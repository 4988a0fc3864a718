using Migration.Core.Progress;
using Migration.Workflows;

namespace Migration.Client;

/// <summary>Makes a view of what the workflow says and of the heartbeats of its running copies.</summary>
internal static class ExecutionViewBuilder
{
    public static ExecutionView Build(MigrationProgress progress, bool open, ILookup<string, CopyHeartbeat> live, DateTimeOffset now)
    {
        var tables = progress.Tables.Select(table => Build(table, live)).ToList();
        var rows = tables.Sum(table => table.RowsProcessed);
        var total = tables.Sum(table => table.RowsTotal);
        var seconds = CopySeconds(progress, now);
        // A clock that stands and the workflow's rows are of the same moment; live rows are ahead of both.
        var stands = progress is { CopyingSince: null, CopyTime.Ticks: > 0 };
        var rate = Rate(stands ? progress.RowsProcessed : rows, seconds);
        return new ExecutionView
        {
            ExecutionId = progress.ExecutionId,
            PlanId = progress.PlanId,
            Status = progress.Status,
            Phase = progress.Phase,
            Open = open,
            Percent = Percentage.Of(rows, total, progress.Status == ExecutionStatus.Completed),
            RowsProcessed = rows,
            RowsTotal = total,
            BytesProcessed = tables.Sum(table => table.BytesProcessed),
            RowsPerSecond = rate,
            BytesPerSecond = Rate(stands ? progress.BytesProcessed : tables.Sum(table => table.BytesProcessed), seconds),
            EtaSeconds = Eta(progress, total - rows, rate),
            CurrentOperation = tables.Find(table => live[table.Name].Any(beat => beat.AwaitsCommit)) is { } waiting ? $"Table {waiting.Name}: {waiting.CurrentOperation}" : progress.CurrentOperation,
            Tuning = progress.Tuning,
            Budget = BudgetView.Of(progress.Budget, now),
            StartedAt = progress.StartedAt,
            EndedAt = progress.EndedAt,
            Tables = tables,
            Errors = progress.Errors,
            Metrics = MetricsView.Of(progress.Metrics),
        };
    }

    public static ExecutionView WithReport(this ExecutionView view, MigrationReport report)
    {
        var states = report.Tables.ToDictionary(table => table.Name, StringComparer.Ordinal);
        return view with
        {
            DryRun = report.DryRun,
            PausedBy = view.Status == ExecutionStatus.Paused ? PausedBy(report) : null,
            RollbackUntil = report.RollbackUntil,
            Problems = report.Problems,
            Rules = report.Rules,
            Tables = [.. view.Tables.Select(table => states.TryGetValue(table.Name, out var state) ? WithState(table, state) : table)],
        };
    }

    private static string? PausedBy(MigrationReport report) =>
        report.Audit.LastOrDefault(entry => entry is { Accepted: true, Action: "pause" or "resume", Tables.Count: 0 }) is { Action: "pause" } pause
            ? $"{pause.By}{(string.IsNullOrEmpty(pause.Reason) ? "" : $": {pause.Reason}")}"
            : null;

    private static TableView WithState(TableView table, TableState state) => table with
    {
        Validation = state.Validation?.Verdict,
        NotCompared = state.Validation?.NotCompared ?? [],
        Rules = state.Validation?.Rules ?? [],
        Findings = [.. state.Warnings, .. Unequal(state), .. (state.Rehearsal?.Problems ?? []).Select(problem => problem.Message)],
    };

    private static string[] Unequal(TableState state) => state.Validation is { Verdict: not "EQUAL" } verdict ? [verdict.Summary] : [];

    private static TableView Build(TableProgress table, ILookup<string, CopyHeartbeat> live)
    {
        var beats = live[table.Name].ToList();
        var rows = table.RowsProcessed + beats.Sum(beat => Math.Max(0, beat.Rows - KnownOf(table, beat).Rows));
        var total = Math.Max(table.RowsTotal, rows);
        return new TableView
        {
            Name = table.Name,
            Status = table.Status,
            Percent = Percentage.Of(rows, total, table.Status == ExecutionStatus.Completed),
            RowsProcessed = rows,
            RowsRejected = table.RowsRejected,
            RowsTotal = total,
            BytesProcessed = table.BytesProcessed + beats.Sum(beat => Math.Max(0, beat.Bytes - KnownOf(table, beat).Bytes)),
            Checkpoint = CheckpointView.Of(table.Shards.Count == 0 && beats is [{ Checkpoint: { } fresh }] && fresh.Ranges > (table.Checkpoint?.Ranges ?? 0) ? fresh : table.Checkpoint),
            CurrentOperation = Awaited(beats) ?? table.CurrentOperation,
        };
    }

    private static string? Awaited(List<CopyHeartbeat> beats) => beats.Find(beat => beat.AwaitsCommit) is { } waiting
        ? $"waiting for statement {waiting.Commit}, which an attempt before has left running"
        : null;

    /// <summary>What the workflow knows of the shard that a heartbeat is of.</summary>
    private static (long Rows, long Bytes) KnownOf(TableProgress table, CopyHeartbeat beat)
    {
        if (table.Shards.Count == 0)
            return (table.RowsProcessed, table.BytesProcessed);
        var known = table.Shards.FirstOrDefault(shard => shard.Number == beat.Shard)?.Checkpoint;
        return (known?.Rows ?? 0, known?.Bytes ?? 0);
    }

    private static double CopySeconds(MigrationProgress progress, DateTimeOffset now) =>
        progress.CopyingSince is { } since ? (progress.CopyTime + (now - since)).TotalSeconds
        : progress.CopyTime > TimeSpan.Zero ? progress.CopyTime.TotalSeconds
        : progress.StartedAt is { } started ? ((progress.EndedAt ?? now) - started).TotalSeconds
        : 0;

    private static double Rate(long amount, double seconds) => seconds > 0 ? Math.Round(amount / seconds, 1) : 0;

    private static double? Eta(MigrationProgress progress, long left, double rate) =>
        progress.Status != ExecutionStatus.Running || rate <= 0 ? null : Math.Round(left / rate, 1);
}
