using System.Globalization;
using Migration.Cli.Output;
using Migration.Cli.Session;
using Migration.Client;
using Migration.Core.Plans;
using Migration.Core.Progress;
using Spectre.Console;

namespace Migration.Cli.Monitor;

/// <summary>How an execution stands, for people.</summary>
internal static class StatusText
{
    public static void Write(IAnsiConsole console, ExecutionView view, CliSession session)
    {
        var status = StatusNames.Of(view.Status);
        console.Write(new Paragraph(view.ExecutionId + "  ")
            .Append(status, Output.Tables.StyleOf(status))
            .Append($"  {StatusNames.Of(view.Phase)}{(view.DryRun ? "  (dry run: nothing is written)" : "")}\n"));
        console.Line("  " + Sum(view));
        if (view.CurrentOperation is { Length: > 0 } operation)
            console.Line("  " + operation);
        if (view.Tuning is { } tuning)
            console.Line("  tuned: " + TextOf(tuning));
        if (view.Budget is { } budget)
            console.Line("  used: " + TextOf(budget));
        if (view.PausedBy is { } by)
            console.Line("  paused by " + by);
        if (view.Tables.Count > 0)
            console.Write(TableOf(view));
        WriteFindings(console, view);
        foreach (var step in NextSteps.For(view))
            console.Line($"  {step.Why + ":",-12} {session.Command([.. step.Words])}");
    }

    private static string Sum(ExecutionView view)
    {
        var parts = new List<string>
        {
            Human.Percent(view.Percent),
            $"{ProgressLine.Rows(view.RowsProcessed, view.RowsTotal)} rows",
            Human.Size(view.BytesProcessed),
        };
        if (view.Metrics is { RowsUpdated: > 0 } or { RowsUnchanged: > 0 })
            parts.Add(Changes(view.Metrics));
        if (view.Metrics.RowsSkipped > 0)
            parts.Add($"{Human.Count(view.Metrics.RowsSkipped)} left out by filters");
        if (view.Metrics.RowsErrored > 0)
            parts.Add($"{Human.Count(view.Metrics.RowsErrored)} refused");
        if (view.Tables.Sum(table => table.RowsRejected) is > 0 and var rejected)
            parts.Add($"{Human.Count(rejected)} rejected");
        if (view.RowsPerSecond > 0)
            parts.Add($"{Human.Count((long)view.RowsPerSecond)} rows/s");
        if (view.EtaSeconds is { } eta)
            parts.Add("ETA " + Human.Duration(TimeSpan.FromSeconds(eta)));
        if (view is { StartedAt: { } started, EndedAt: { } ended })
            parts.Add("took " + Human.Duration(ended - started));
        if (view.RollbackUntil is { } until)
            parts.Add($"can be rolled back until {Human.Time(until)} UTC");
        return string.Join(", ", parts);
    }

    private static string Changes(MetricsView metrics) => metrics is { RowsInserted: 0, RowsUpdated: 0, RowsDeleted: 0 }
        ? "no row differed, none was written"
        : $"{Human.Count(metrics.RowsInserted)} inserted, {Human.Count(metrics.RowsUpdated)} updated, {Human.Count(metrics.RowsDeleted)} deleted, {Human.Count(metrics.RowsUnchanged)} unchanged";

    private static string TextOf(CopyTuning tuning) => string.Join(", ", new[]
    {
        tuning.Parallelism is { } tables ? $"parallelism {tables}" : null,
        tuning.BatchSize is { } rows ? $"batch size {Human.Count(rows)}" : null,
        tuning.MaxDuration is { } duration ? (duration == TimeSpan.Zero ? "no limit of time" : $"at most {Human.Duration(duration)}") : null,
        tuning.MaxCredits is { } credits ? (credits == 0 ? "no limit of credits" : string.Create(CultureInfo.InvariantCulture, $"at most {credits} credits")) : null,
        tuning.MaxRowsPerSecond is { } rate ? (rate == 0 ? "no limit of rows/s" : $"at most {Human.Count(rate)} rows/s") : null,
    }.OfType<string>());

    private static string TextOf(BudgetView budget)
    {
        var time = Human.Duration(TimeSpan.FromSeconds(budget.Seconds)) + (budget.MaxSeconds > 0 ? $" of {Human.Duration(TimeSpan.FromSeconds(budget.MaxSeconds))}" : "");
        var credits = string.Create(CultureInfo.InvariantCulture, $"{budget.Credits:0.####}{(budget.MaxCredits > 0 ? $" of {budget.MaxCredits:0.####}" : "")} credits");
        return budget.CreditsPerHour > 0 ? $"{time} in work, {credits}" : $"{time} in work";
    }

    private static Table TableOf(ExecutionView view)
    {
        var table = Output.Tables.Create("Table", "Status", "Done", "Rows", "Validation", "Checkpoint").RightAligned(2, 3);
        foreach (var row in view.Tables)
        {
            table.AddRow(
                new Text(row.Name),
                Output.Tables.Status(StatusNames.Of(row.Status)),
                new Text(Human.Percent(row.Percent)),
                new Text(ProgressLine.Rows(row.RowsProcessed, row.RowsTotal)),
                Output.Tables.Status(row.Validation ?? ""),
                new Text(row.Checkpoint is { } checkpoint ? $"{checkpoint.Id} ({Human.Count(checkpoint.Rows)} rows)" : ""));
        }
        return table;
    }

    private static void WriteFindings(IAnsiConsole console, ExecutionView view)
    {
        foreach (var problem in view.Problems)
            console.Line($"  {StatusNames.Of(problem.Severity)} {problem.Code} {problem.Path}: {problem.Message} {problem.Fix}");
        foreach (var table in view.Tables)
        {
            foreach (var finding in table.Findings)
                console.Line($"  {table.Name}: {finding}");
            foreach (var left in table.NotCompared)
                console.Line($"  {table.Name}: not compared: {left}");
        }
        var rules = view.Tables.SelectMany(table => table.Rules).Concat(view.Rules).ToList();
        if (rules.Count > 0)
            console.Line($"  rules: {rules.Count(rule => rule.Holds)} of {rules.Count} hold");
        foreach (var error in view.Errors.Where(error => !error.Resolved))
            console.WriteLine("  ! " + MonitorScreen.Line(error), Output.Tables.StyleOf(StatusNames.Of(ExecutionStatus.Failed)));
    }
}
