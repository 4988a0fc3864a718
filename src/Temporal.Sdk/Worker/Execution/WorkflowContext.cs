using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Temporalio.Api.Protocol.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker.Commands;
using Temporalio.Worker.Replay;
using Temporalio.Workflows;

namespace Temporalio.Worker.Execution;

/// <summary>One run of a workflow in memory: its object, its scheduler and everything that it waits for.</summary>
[SuppressMessage(
    "Design", "CA1001", Justification = "A run that leaves the cache is dropped; its code must not notice.")]
internal sealed class WorkflowContext
{
    internal static readonly AsyncLocal<WorkflowUpdateInfo?> CurrentUpdate = new();

    // Conditions are asked outside the scheduler, because running a task there queues further ones.
    [ThreadStatic]
    private static WorkflowContext? outsideScheduler;

    private readonly CancellationTokenSource cancellation = new();
    private readonly TaskFactory factory;
    private readonly WorkflowStart start;
    private object? instance;
    private string currentDetails = string.Empty;
    private Exception? failure;
    private int activatingThread;

    internal WorkflowContext(WorkflowStart start, RunEnvironment environment, WorkflowDefinition definition)
    {
        this.start = start;
        Environment = environment;
        Definition = definition;
        Info = start.Info;
        Scheduler = new(this);
        factory = new(default, TaskCreationOptions.None, TaskContinuationOptions.ExecuteSynchronously, Scheduler);
        Logger = new ReplaySafeLogger(this, environment.LoggerFactory.CreateLogger($"Temporalio.Workflow:{Info.WorkflowType}"));
        Random = new(RandomSeed.From(start.RandomSource));
        Operations = new();
        Conditions = new(this);
        Handlers = new(this);
        Patches = new(this);
        Properties = new(this, start.Memo, start.SearchAttributes);
        Timers = new(this);
        Activities = new(this);
        LocalActivities = new(this);
        Children = new(this);
        Externals = new(this);
        Ending = new(this);
        Stacks = new(environment.StackTrace);
    }

    internal static WorkflowContext? Current =>
        (TaskScheduler.Current as WorkflowTaskScheduler)?.Context ?? outsideScheduler;

    internal RunEnvironment Environment { get; }

    internal WorkflowDefinition Definition { get; }

    internal WorkflowInfo Info { get; }

    internal TaskFacts Task { get; } = new();

    internal ActivationJobs Jobs { get; } = new();

    internal CommandQueue Commands { get; } = new();

    internal PendingOperations Operations { get; }

    internal WorkflowTaskScheduler Scheduler { get; }

    internal ConditionList Conditions { get; }

    internal Handlers Handlers { get; }

    internal Patches Patches { get; }

    internal WorkflowProperties Properties { get; }

    internal Timers Timers { get; }

    internal ActivityCalls Activities { get; }

    internal LocalActivityCalls LocalActivities { get; }

    internal ChildCalls Children { get; }

    internal ExternalCalls Externals { get; }

    internal WorkflowEnding Ending { get; }

    internal WaitingStacks Stacks { get; }

    internal ILogger Logger { get; }

    /// <summary>Messages for updates that were refused in this task.</summary>
    internal List<Message> Rejections { get; } = [];

    internal DeterministicRandom Random { get; private set; }

    internal CancellationToken CancellationToken => cancellation.Token;

    internal IPayloadConverter PayloadConverter => Environment.DataConverter.PayloadConverter;

    internal IFailureConverter FailureConverter => Environment.DataConverter.FailureConverter;

    /// <summary>True inside a query or an update validator.</summary>
    internal bool ReadOnly { get; private set; }

    /// <summary>Made on first use, inside the scheduler, because a constructor may use the workflow API.</summary>
    internal object Instance => instance ??= Definition.CreateWorkflowInstance(StartArguments);

    internal object?[] StartArguments => field ??= Arguments.Decode(
        PayloadConverter, Definition.RunMethod, start.Input, Definition.Dynamic, $"Workflow {Info.WorkflowType}");

    internal string CurrentDetails
    {
        get => currentDetails;
        set
        {
            AssertWritable("set current details");
            currentDetails = value;
        }
    }

    internal void Cancel() => cancellation.Cancel();

    internal void Reseed(string source) => Random = new(RandomSeed.From(source));

    internal IReadOnlyList<Message> TakeRejections()
    {
        var taken = Rejections.ToList();
        Rejections.Clear();
        return taken;
    }

    internal void AssertWritable(string what)
    {
        if (ReadOnly)
            throw new InvalidOperationException($"A query or an update validator cannot {what}");
    }

    /// <summary>
    /// Workflow code that awaits a foreign task comes back on a foreign thread. It stops there, and the next workflow
    /// task fails with the reason, since this one may have been answered already.
    /// </summary>
    internal void AssertActivating()
    {
        if (activatingThread == System.Environment.CurrentManagedThreadId)
            return;
        var stray = new InvalidWorkflowSchedulerException(
            $"Workflow {Info.WorkflowId} awaits a task outside its scheduler, such as one of Task.Run, Task.Delay or " +
            "ConfigureAwait(false), and cannot go on. Workflow code awaits only what Temporalio.Workflows offers.");
        failure ??= stray;
        Logger.LogError(stray, "Workflow {WorkflowId} run {RunId} is stuck", Info.WorkflowId, Info.RunId);
        throw stray;
    }

    /// <summary>Fails the workflow task: the exception says that the code, not the workflow, is wrong.</summary>
    internal void Fail(Exception exception) => failure ??= exception;

    internal void ThrowIfFailed()
    {
        if (failure != null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }

    internal Task QueueAsync(Func<Task> step)
    {
        var queued = factory.StartNew(step).Unwrap();
        Stacks.Add(queued);
        return queued;
    }

    internal Task<T> QueueAsync<T>(Func<Task<T>> step)
    {
        var queued = factory.StartNew(step).Unwrap();
        Stacks.Add(queued);
        return queued;
    }

    internal void WhileReadOnly(Action look)
    {
        ReadOnly = true;
        try
        {
            look();
        }
        finally
        {
            ReadOnly = false;
        }
    }

    internal void AsCurrent(Action act)
    {
        outsideScheduler = this;
        try
        {
            act();
        }
        finally
        {
            outsideScheduler = null;
        }
    }

    internal void OnThisThread(Action activate)
    {
        var previous = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        activatingThread = System.Environment.CurrentManagedThreadId;
        try
        {
            activate();
        }
        finally
        {
            activatingThread = 0;
            SynchronizationContext.SetSynchronizationContext(previous);
        }
    }
}
