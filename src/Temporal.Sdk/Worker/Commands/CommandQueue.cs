using Temporalio.Api.History.V1;
using Temporalio.Worker.Replay;

namespace Temporalio.Worker.Commands;

/// <summary>
/// The commands of the workflow in order. Sent ones wait here for their events, so that a replay which issues
/// others is noticed at the first event that differs.
/// </summary>
internal sealed class CommandQueue
{
    private readonly List<IssuedCommand> waiting = [];
    private readonly List<IssuedCommand> issued = [];

    /// <summary>Commands of the current workflow task so far.</summary>
    internal int IssuedCount => issued.Count;

    /// <summary>Commands without an event yet; after the last task of the history these are to be sent.</summary>
    internal IReadOnlyList<IssuedCommand> Waiting => waiting;

    internal bool Closing => waiting.Any(command => command.ClosesWorkflow);

    internal void Issue(IssuedCommand command) => issued.Add(command);

    /// <summary>
    /// Ends a workflow task: commands issued after the one that closes the workflow go before it, and of several
    /// closing commands the first counts.
    /// </summary>
    internal void EndTask()
    {
        issued.RemoveAll(command => command.Withdrawn);
        waiting.RemoveAll(command => command.Withdrawn);
        waiting.AddRange(issued.Where(command => !command.ClosesWorkflow));
        waiting.AddRange(issued.Where(command => command.ClosesWorkflow).Take(1));
        issued.Clear();
    }

    /// <summary>Pairs an event with the command that it came from.</summary>
    /// <returns>False when the event is the marker of a patch that the code no longer has.</returns>
    internal bool Confirm(HistoryEvent e)
    {
        var marker = PatchMarker.From(e);
        while (waiting.Count > 0 && waiting[0].PatchId != null && marker == null)
            waiting.RemoveAt(0);
        if (marker is { Deprecated: true } && (waiting.Count == 0 || waiting[0].PatchId != marker.PatchId))
            return false;
        if (waiting.Count == 0)
            throw Nondeterminism.Unexpected(e);
        var command = waiting[0];
        if (command.Event != e.EventType)
            throw Nondeterminism.Mismatch(e, command, null);
        if (command.Differs(e) is { } difference)
            throw Nondeterminism.Mismatch(e, command, difference);
        waiting.RemoveAt(0);
        command.Confirm(e);
        return true;
    }

    /// <summary>Asserts that history had an event for everything issued before this one.</summary>
    internal void AssertAllConfirmed(HistoryEvent next)
    {
        if (waiting.FirstOrDefault(command => command.PatchId == null) is { } missing)
            throw Nondeterminism.Missing(missing, next);
        waiting.Clear();
    }
}
