namespace Temporal.EmbeddedServer.Runs;

/// <summary>A history without end would take the server down with it: past the limit its run is terminated.</summary>
internal static class HistoryLimit
{
    public static void Enforce(Transaction transaction, Run run)
    {
        if (!run.IsOpen)
        {
            return;
        }

        if (run.Record.NextEventId + run.Buffered.Count > Limits.MaxEvents)
        {
            Terminate(transaction, run, $"Workflow history count exceeds limit: {Limits.MaxEvents} events. Let the workflow continue as new in time.");
        }
        else if (run.Record.HistoryBytes + run.Record.BufferedBytes > Limits.MaxHistoryBytes)
        {
            Terminate(transaction, run, $"Workflow history size exceeds limit: {Limits.MaxHistoryBytes} bytes. Let the workflow continue as new in time.");
        }
    }

    private static void Terminate(Transaction transaction, Run run, string reason) =>
        RunClose.Terminate(transaction, run, new() { Reason = reason, Identity = "history-service" });
}
