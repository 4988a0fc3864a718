using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Protocol.V1;

namespace Temporalio.Worker.Commands;

/// <summary>A command of the workflow, until history shows the event that it caused.</summary>
internal sealed class IssuedCommand
{
    internal required Command Command { get; init; }

    /// <summary>The event that this command becomes.</summary>
    internal required EventType Event { get; init; }

    /// <summary>What the command is about, for messages: activity 'Copy' 3.</summary>
    internal string Subject { get; init; } = string.Empty;

    /// <summary>How an event of the right type still differs from this command, or null.</summary>
    internal Func<HistoryEvent, string?> Differs { get; init; } = _ => null;

    internal Action<HistoryEvent> Confirmed { get; init; } = _ => { };

    /// <summary>Protocol message that this command places.</summary>
    internal Message? Message { get; init; }

    /// <summary>Set for the marker of a patch, which may be missing on either side.</summary>
    internal string? PatchId { get; init; }

    /// <summary>True for a command taken back before it was sent.</summary>
    internal bool Withdrawn { get; private set; }

    internal bool IsConfirmed { get; private set; }

    internal bool ClosesWorkflow => Command.CommandType is
        CommandType.CompleteWorkflowExecution or
        CommandType.FailWorkflowExecution or
        CommandType.CancelWorkflowExecution or
        CommandType.ContinueAsNewWorkflowExecution;

    public override string ToString() =>
        Subject.Length == 0 ? Command.CommandType.ToString() : $"{Command.CommandType} ({Subject})";

    internal void Withdraw() => Withdrawn = true;

    internal void Confirm(HistoryEvent e)
    {
        IsConfirmed = true;
        Confirmed(e);
    }
}
