using Microsoft.Extensions.Logging;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Worker.Execution;

namespace Temporalio.Workflows;

/// <summary>
/// What workflow code may do and know. Everything here is deterministic: a replay of the history gives the same
/// answers and issues the same commands. Every member but <see cref="InWorkflow" /> throws outside a workflow.
/// </summary>
public static partial class Workflow
{
    /// <summary>True when no signal or update handler is running.</summary>
    public static bool AllHandlersFinished => Context.Handlers.AllFinished;

    /// <summary>Cancelled when the workflow is asked to cancel. Cleanup needs a token of its own.</summary>
    public static CancellationToken CancellationToken => Context.CancellationToken;

    /// <summary>True when the history has become so long that the workflow should continue as new.</summary>
    public static bool ContinueAsNewSuggested => Context.Task.ContinueAsNewSuggested;

    /// <summary>Text for user interfaces, read through a built-in query, so changing it costs no event.</summary>
    public static string CurrentDetails
    {
        get => Context.CurrentDetails;
        set => Context.CurrentDetails = value;
    }

    /// <summary>Events of the history up to the current workflow task.</summary>
    public static int CurrentHistoryLength => Context.Task.HistoryLength;

    /// <summary>Bytes of the history up to the current workflow task.</summary>
    public static int CurrentHistorySize => Context.Task.HistorySize;

    public static IReadOnlyCollection<SuggestContinueAsNewReason> SuggestedContinueAsNewReasons =>
        Context.Task.SuggestedReasons;

    /// <summary>The update whose handler is running, or null.</summary>
    public static WorkflowUpdateInfo? CurrentUpdateInfo => WorkflowContext.CurrentUpdate.Value;

    /// <summary>Handler of queries without one of their own.</summary>
    public static WorkflowQueryDefinition? DynamicQuery
    {
        get => Context.Handlers.DynamicQuery;
        set => Context.Handlers.DynamicQuery = value;
    }

    /// <summary>Handler of signals without one of their own; setting it delivers those that waited.</summary>
    public static WorkflowSignalDefinition? DynamicSignal
    {
        get => Context.Handlers.DynamicSignal;
        set => Context.Handlers.DynamicSignal = value;
    }

    /// <summary>Handler of updates without one of their own.</summary>
    public static WorkflowUpdateDefinition? DynamicUpdate
    {
        get => Context.Handlers.DynamicUpdate;
        set => Context.Handlers.DynamicUpdate = value;
    }

    public static WorkflowInfo Info => Context.Info;

    /// <summary>The workflow object itself.</summary>
    public static object Instance => Context.Instance;

    public static bool InWorkflow => TaskScheduler.Current is WorkflowTaskScheduler;

    /// <summary>Silent while history is replayed.</summary>
    public static ILogger Logger => Context.Logger;

    public static IReadOnlyDictionary<string, IRawValue> Memo => Context.Properties.Memo;

    public static IPayloadConverter PayloadConverter => Context.PayloadConverter;

    /// <summary>Query handlers by name; adding one takes effect at once.</summary>
    public static IDictionary<string, WorkflowQueryDefinition> Queries => Context.Handlers.Queries;

    /// <summary>Deterministic, so fit for ids and jitter, not for secrets.</summary>
    public static DeterministicRandom Random => Context.Random;

    public static SearchAttributeCollection TypedSearchAttributes => Context.Properties.SearchAttributes;

    /// <summary>Signal handlers by name; adding one delivers the signals that waited for it.</summary>
    public static IDictionary<string, WorkflowSignalDefinition> Signals => Context.Handlers.Signals;

    /// <summary>Update handlers by name; adding one takes effect at once.</summary>
    public static IDictionary<string, WorkflowUpdateDefinition> Updates => Context.Handlers.Updates;

    /// <summary>Time of the current workflow task.</summary>
    public static DateTime UtcNow => Context.Task.UtcNow;

    private static WorkflowContext Context =>
        WorkflowContext.Current ?? throw new InvalidOperationException("Not in workflow");

    /// <summary>A random GUID that a replay repeats.</summary>
    public static Guid NewGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        Random.NextBytes(bytes);
        // Version 4 and variant 1, in the byte order of Guid's constructor.
        bytes[7] = (byte)((bytes[7] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new(bytes);
    }

    /// <summary>True when this run should take the new path of the change: it has already, or it isn't replaying.</summary>
    public static bool Patched(string patchId) => Context.Patches.Check(patchId, deprecated: false);

    /// <summary>Says that every run takes the new path, and keeps runs with the patch replayable.</summary>
    public static void DeprecatePatch(string patchId) => Context.Patches.Check(patchId, deprecated: true);

    public static void UpsertMemo(params MemoUpdate[] updates) => Context.Properties.UpsertMemo(updates);

    public static void UpsertTypedSearchAttributes(params SearchAttributeUpdate[] updates) =>
        Context.Properties.UpsertSearchAttributes(updates);

    /// <summary>For infrastructure code; a workflow must not decide anything by it.</summary>
    public static class Unsafe
    {
        public static bool IsReplaying => Context.Task.IsReplaying;

        /// <summary>Unlike <see cref="IsReplaying" /> false in a query or an update validator.</summary>
        public static bool IsReplayingHistoryEvents => Context.Task.IsReplaying && !Context.ReadOnly;
    }
}
