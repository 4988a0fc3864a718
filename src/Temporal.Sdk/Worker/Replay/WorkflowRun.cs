using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Exceptions;
using Temporalio.Worker.Commands;
using Temporalio.Worker.Execution;
using Temporalio.Worker.LocalActivities;

namespace Temporalio.Worker.Replay;

/// <summary>
/// One run of a workflow: history in, commands out. It touches no network, no clock and no thread of its own, so a
/// test feeds it a history and looks at the commands. Calls must not overlap.
/// </summary>
internal sealed class WorkflowRun(RunEnvironment environment, ActivationWatch? watch = null)
{
    private WorkflowContext? context;
    private EventLoop? loop;
    private EventReader? reader;
    private WorkflowTaskAnswer? refusal;
    private long lastEventId;

    /// <summary>The next event that this run has not read yet.</summary>
    internal long NextEventId => lastEventId + 1;

    /// <summary>True while the workflow cannot go on without a local activity that its worker runs.</summary>
    internal bool AwaitsLocalActivities => refusal == null && context is { LocalActivities.Pending: true, Commands.Closing: false };

    /// <summary>The longest time that the service gives this run for a task.</summary>
    internal TimeSpan TaskTimeout => context!.Info.TaskTimeout;

    /// <summary>Takes the task to its end, or to where the workflow waits for local activities.</summary>
    /// <exception cref="WorkflowNondeterminismException">The code does not follow the history.</exception>
    internal void Advance(WorkflowTask task)
    {
        try
        {
            Replay(task);
        }
        catch (WorkflowNondeterminismException e) when (context?.Ending.FailsWorkflow(e) == true)
        {
            var failure = context.FailureConverter.ToFailure(e, context.PayloadConverter);
            refusal = new([ClosingCommands.Fail(failure).Command], [], new Dictionary<string, WorkflowQueryResult>(), true)
            {
                Failure = e,
            };
        }
    }

    /// <summary>Tells the workflow how a local activity ended.</summary>
    internal void Advance(uint sequence, LocalActivityEnd end)
    {
        context!.LocalActivities.End(sequence, end);
        Activate();
    }

    internal LocalActivityOrders TakeOrders() => context!.LocalActivities.TakeOrders();

    /// <summary>Takes the task to its end in one go.</summary>
    internal WorkflowTaskAnswer Process(WorkflowTask task)
    {
        Advance(task);
        return Answer(task);
    }

    internal WorkflowTaskAnswer Answer(WorkflowTask task)
    {
        if (refusal != null)
            return refusal;
        if (context == null || loop == null)
            throw new InvalidOperationException($"Run {task.RunId} has had no workflow task yet");
        var live = task.StartedEventId == lastEventId;
        var commands = live ? context.Commands.Waiting : [];
        var rejections = context.TakeRejections();
        return new(
            [.. commands.Select(command => command.Command)],
            live ? [.. commands.Select(command => command.Message).OfType<Api.Protocol.V1.Message>(), .. rejections] : [],
            task.Queries.ToDictionary(query => query.Key, query => Ask(query.Value)),
            commands.Any(command => command.ClosesWorkflow))
        {
            SdkMetadata = live && !reader!.KnowsReplayRules ? ReplayRules.ToMetadata() : null,
        };
    }

    private void Replay(WorkflowTask task)
    {
        var events = task.Events.Where(e => e.EventId > lastEventId).ToList();
        var chunks = HistoryChunk.Split(events);
        for (var i = 0; i < chunks.Count; i++)
        {
            if (chunks[i].EndsInTask)
                RunTask(task, chunks[i], i + 1 < chunks.Count ? chunks[i + 1].Events : []);
            else
                ReadTail(chunks[i]);
        }
    }

    private void RunTask(WorkflowTask task, HistoryChunk chunk, IReadOnlyList<HistoryEvent> ahead)
    {
        var taskStarted = chunk.Events[^1];
        context ??= Begin(task, chunk);
        var facts = context.Task;
        facts.IsReplaying = taskStarted.EventId != task.StartedEventId;
        facts.Advance(taskStarted.EventTime?.ToDateTime() ?? facts.UtcNow);
        foreach (var e in chunk.Events)
            Read(e);
        context.Commands.AssertAllConfirmed(taskStarted);
        reader!.ReadTaskStarted(taskStarted);
        reader.LookAhead(ahead);
        if (!facts.IsReplaying)
            reader.Deliver(task.Messages);
        Activate();
    }

    private WorkflowContext Begin(WorkflowTask task, HistoryChunk chunk)
    {
        var first = chunk.Events[0];
        if (first.EventType != EventType.WorkflowExecutionStarted)
            throw new InvalidOperationException($"The history of run {task.RunId} begins with event {first.EventId}");
        var time = chunk.Events[^1].EventTime?.ToDateTime() ?? DateTime.UnixEpoch;
        var start = WorkflowStart.From(first, task.WorkflowId, task.RunId, time, environment);
        var begun = new WorkflowContext(start, environment, environment.Workflows.Find(start.Info.WorkflowType));
        loop = new(begun);
        reader = new(begun);
        return begun;
    }

    private void Read(HistoryEvent e)
    {
        if (e.EventId != NextEventId)
            throw new InvalidOperationException($"Event {NextEventId} is missing before event {e.EventId}");
        reader!.Read(e);
        lastEventId = e.EventId;
    }

    private void Activate()
    {
        // What a cancellation decides at once is a job of a further activation within the same task.
        do
        {
            using (watch?.Begin())
                loop!.Activate(context!.Jobs.Drain());
        }
        while (context.Jobs.Any || context.LocalActivities.RecallNext());
        context.Commands.EndTask();
        if (context.Commands.Waiting.Any(command =>
            command.ClosesWorkflow && command.Event != EventType.WorkflowExecutionFailed))
        {
            context.Handlers.WarnAboutUnfinished();
        }
    }

    /// <summary>Compares the commands of the last task with the events after it, where there are some.</summary>
    private void ReadTail(HistoryChunk tail)
    {
        if (context == null)
            return;
        foreach (var e in tail.Events)
        {
            if (e.EventType != EventType.WorkflowTaskCompleted && !EventKinds.ComesFromCommand(e))
            {
                if (tail.Events[0].EventType == EventType.WorkflowTaskCompleted && !EventKinds.VoidsTask(e))
                    context.Commands.AssertAllConfirmed(e);
                return;
            }
            Read(e);
        }
        if (context.Commands.Waiting.Count > 0)
            context.Commands.AssertAllConfirmed(tail.Events[^1]);
    }

    private WorkflowQueryResult Ask(WorkflowQuery query)
    {
        var replaying = context!.Task.IsReplaying;
        context.Task.IsReplaying = true;
        using (watch?.Begin())
            loop!.Look(() => context.Handlers.QueryAnswers.Ask(query));
        context.Task.IsReplaying = replaying;
        if (context.Commands.IssuedCount > 0)
            throw new InvalidOperationException($"Query {query.QueryType} made the workflow issue commands");
        return context.Handlers.QueryAnswers.Last!;
    }
}
