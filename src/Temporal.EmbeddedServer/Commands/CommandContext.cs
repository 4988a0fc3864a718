using Temporal.EmbeddedServer.Activities;
using Temporal.EmbeddedServer.Runs;
using Temporalio.Api.Command.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Protocol.V1;

namespace Temporal.EmbeddedServer.Commands;

/// <summary>What a command is applied to.</summary>
internal sealed class CommandContext(Transaction transaction, Run run, long taskCompletedEventId)
{
    public Transaction Transaction => transaction;

    public Run Run => run;

    /// <summary>The event that all events of this task's commands refer to.</summary>
    public long TaskCompletedEventId => taskCompletedEventId;

    /// <summary>What the worker says of updates; some commands place one of them among the events.</summary>
    public IReadOnlyList<Message> Messages { get; init; } = [];

    public HashSet<string> AppliedMessages { get; } = new(StringComparer.Ordinal);

    /// <summary>Effects on other runs, which come after all events of this task.</summary>
    public List<Action> Afterwards { get; } = [];

    /// <summary>Activities of this task that its worker starts at once.</summary>
    public EagerActivities EagerActivities { get; } = new(transaction, run);

    /// <summary>A cancelled activity had not been started: the workflow must hear of it in a new task.</summary>
    public bool NeedsNewTask { get; set; }

    /// <summary>The command that is being applied.</summary>
    public Command Command { get; set; } = new();

    /// <summary>Writes the event of the command, with what the command says of itself.</summary>
    public HistoryEvent Append(HistoryEvent historyEvent)
    {
        Decorate(historyEvent);
        return run.Append(transaction, historyEvent);
    }

    public void Decorate(HistoryEvent historyEvent)
    {
        historyEvent.UserMetadata = Command.UserMetadata;
        historyEvent.EventGroupMarkers.AddRange(Command.EventGroupMarkers);
    }
}
