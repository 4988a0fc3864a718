using Temporalio.Api.History.V1;
using Temporalio.Exceptions;
using Temporalio.Worker.Commands;

namespace Temporalio.Worker.Replay;

/// <summary>Says where the workflow's code and its history part ways.</summary>
internal static class Nondeterminism
{
    internal static WorkflowNondeterminismException Mismatch(
        HistoryEvent e, IssuedCommand command, string? difference) =>
        new($"[TMPRL1100] Event {e.EventId} {e.EventType} of the history does not match the command {command} of the " +
            $"workflow code{(difference == null ? string.Empty : $": {difference}")}");

    internal static WorkflowNondeterminismException Unexpected(HistoryEvent e) =>
        new($"[TMPRL1100] Event {e.EventId} {e.EventType} of the history has no command in the workflow code");

    internal static WorkflowNondeterminismException Missing(IssuedCommand command, HistoryEvent next) =>
        new($"[TMPRL1100] The workflow code issues the command {command}, but the history goes on with event " +
            $"{next.EventId} {next.EventType}");
}
