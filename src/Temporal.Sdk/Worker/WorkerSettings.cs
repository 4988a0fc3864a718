using Temporalio.Client;
using Temporalio.Worker.Activities;
using Temporalio.Worker.LocalActivities;
using Temporalio.Worker.Polling;

namespace Temporalio.Worker;

/// <summary>A worker's options in the terms of its two sides.</summary>
internal static class WorkerSettings
{
    internal static WorkflowWorkerSettings ForWorkflows(
        TemporalWorker worker, TemporalConnection connection, LocalActivityRunner locals, ActivityWorker? activities, string workerInstanceKey)
    {
        var options = worker.Options;
        var environment = new Execution.RunEnvironment(
            worker.Client.Options.Namespace,
            options.TaskQueue!,
            worker.Client.Options.DataConverter,
            worker.LoggerFactory,
            options.WorkflowFailureExceptionTypes ?? [],
            new(options.Workflows))
        {
            AssertLocalActivity = locals.AssertRegistered,
            StackTrace = options.WorkflowStackTrace,
        };
        return new(environment, options.Identity ?? connection.Options.Identity!)
        {
            WorkerInstanceKey = workerInstanceKey,
            LocalActivities = locals,
            // A rate of the task queue is the service's to keep, so it hands out every activity.
            EagerActivities = options.DisableEagerActivityExecution || options.MaxTaskQueueActivitiesPerSecond > 0 ? null : activities,
            MaxCachedRuns = options.MaxCachedWorkflows,
            MaxConcurrentTasks = options.MaxConcurrentWorkflowTasks ?? 100,
            Polls = options.MaxConcurrentWorkflowTaskPolls,
            NormalPollRatio = options.NonStickyToStickyPollRatio,
            StickyTimeout = options.StickyQueueScheduleToStartTimeout,
            DeadlockTimeout = options.DebugMode ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(2),
        };
    }
}
