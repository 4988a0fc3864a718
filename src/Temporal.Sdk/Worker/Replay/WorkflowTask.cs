using Temporalio.Api.Command.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.Sdk.V1;

namespace Temporalio.Worker.Replay;

/// <summary>What the service hands to a worker: what has happened, and what is asked.</summary>
internal sealed record WorkflowTask(string WorkflowId, string RunId, IReadOnlyList<HistoryEvent> Events)
{
    /// <summary>Started event of this task; 0 for a look at the history without a task of its own.</summary>
    internal long StartedEventId { get; init; }

    internal IReadOnlyList<Message> Messages { get; init; } = [];

    internal IReadOnlyDictionary<string, WorkflowQuery> Queries { get; init; } =
        new Dictionary<string, WorkflowQuery>();
}

/// <summary>What the workflow answers to a task.</summary>
internal sealed record WorkflowTaskAnswer(
    IReadOnlyList<Command> Commands,
    IReadOnlyList<Message> Messages,
    IReadOnlyDictionary<string, WorkflowQueryResult> QueryResults,
    bool ClosesRun)
{
    /// <summary>Which replay rules the answer follows; set until history says so.</summary>
    internal WorkflowTaskCompletedMetadata? SdkMetadata { get; init; }

    /// <summary>Local activities still run, so the run needs a further task at once.</summary>
    internal bool NeedsNextTask { get; init; }

    /// <summary>This worker stops before its local activities ended: another one is to run them.</summary>
    internal bool HandsBack { get; init; }

    /// <summary>Why the code does not follow the history, where that fails the workflow and not the task.</summary>
    internal Exception? Failure { get; init; }
}
