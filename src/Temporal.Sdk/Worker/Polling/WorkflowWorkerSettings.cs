using Temporalio.Worker.Activities;
using Temporalio.Worker.Execution;
using Temporalio.Worker.LocalActivities;

namespace Temporalio.Worker.Polling;

/// <summary>How the workflow side of a worker polls and keeps runs.</summary>
internal sealed record WorkflowWorkerSettings(RunEnvironment Environment, string Identity)
{
    /// <summary>Queue of the service for the runs that this worker keeps in memory.</summary>
    internal string StickyQueue { get; } = $"{Identity}-{Guid.NewGuid():N}";

    /// <summary>Names the worker to the service; every poll of one worker carries the same key.</summary>
    internal string WorkerInstanceKey { get; init; } = Guid.NewGuid().ToString();

    internal int MaxCachedRuns { get; init; } = 10000;

    internal int MaxConcurrentTasks { get; init; } = 100;

    internal int Polls { get; init; } = 5;

    internal float NormalPollRatio { get; init; } = 0.2F;

    internal TimeSpan StickyTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time that workflow code has between two yields; infinite for no limit.</summary>
    internal TimeSpan DeadlockTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Runs local activities; a replay has none.</summary>
    internal ILocalActivities? LocalActivities { get; init; }

    /// <summary>Starts activities that the answer to a workflow task brings; null where they go through their task queue.</summary>
    internal IEagerActivities? EagerActivities { get; init; }

    internal TimeProvider Time { get; init; } = TimeProvider.System;

    internal bool Sticky => MaxCachedRuns > 0;

    internal int NormalPolls => Sticky ? Math.Max(1, (int)(Polls * NormalPollRatio)) : Math.Max(1, Polls);

    internal int StickyPolls => Sticky ? Math.Max(1, Polls - NormalPolls) : 0;
}
