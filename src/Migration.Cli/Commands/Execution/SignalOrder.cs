using Migration.Client;
using Migration.Core.Plans;

namespace Migration.Cli.Commands.Execution;

/// <summary>What the command line asks of an execution.</summary>
internal sealed record SignalOrder(
    string ExecutionId, MigrationSignal Signal, string? Reason, IReadOnlyList<string> Tables, bool Undo, bool Wait)
{
    /// <summary>For tune: what changes.</summary>
    public CopyTuning? Tuning { get; init; }
}
