namespace Migration.Cli.Results;

/// <summary>What became of pause, resume, cancel, rollback, finalize, retry or skip.</summary>
/// <param name="Sent">False where it was so already and nothing was sent.</param>
/// <param name="Done">True where the effect has been seen: with --wait, or because it was so already.</param>
/// <param name="Status">The status when the command returned; null where no worker answered.</param>
internal sealed record SignalResult(string ExecutionId, string Signal, bool Sent, bool Done, string? Status, string? Phase, string Message);
