using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client.Operations;

/// <summary>Starting a workflow, alone or together with a signal.</summary>
internal static class WorkflowStart
{
    public static async Task<WorkflowHandle> RunAsync(
        ITemporalClient client, string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options)
    {
        var request = await RequestAsync(client, workflow, args, options).ConfigureAwait(false);
        try
        {
            return options.StartSignal == null
                ? await StartAsync(client, request, options).ConfigureAwait(false)
                : await SignalWithStartAsync(client, request, options).ConfigureAwait(false);
        }
        catch (RpcException e) when (ErrorDetail.Of<WorkflowExecutionAlreadyStartedFailure>(e) is not null)
        {
            var holder = ErrorDetail.Of<WorkflowExecutionAlreadyStartedFailure>(e)!;
            throw new WorkflowAlreadyStartedException(e.Message, request.WorkflowId, workflow, holder.RunId);
        }
    }

    private static async Task<WorkflowHandle> StartAsync(
        ITemporalClient client, StartWorkflowExecutionRequest request, WorkflowOptions options)
    {
        if (options.StartSignalArgs != null)
            throw new ArgumentException("StartSignalArgs are given without a StartSignal", nameof(options));
        var response = await client.WorkflowService.StartWorkflowExecutionAsync(
            request, RpcOptions.Retrying(options.Rpc)).ConfigureAwait(false);
        return new(client, request.WorkflowId, null, response.RunId, response.RunId);
    }

    private static async Task<WorkflowHandle> SignalWithStartAsync(
        ITemporalClient client, StartWorkflowExecutionRequest start, WorkflowOptions options)
    {
        var response = await client.WorkflowService.SignalWithStartWorkflowExecutionAsync(
            new()
            {
                Namespace = start.Namespace,
                WorkflowId = start.WorkflowId,
                WorkflowType = start.WorkflowType,
                TaskQueue = start.TaskQueue,
                Input = start.Input,
                WorkflowExecutionTimeout = start.WorkflowExecutionTimeout,
                WorkflowRunTimeout = start.WorkflowRunTimeout,
                WorkflowTaskTimeout = start.WorkflowTaskTimeout,
                Identity = start.Identity,
                RequestId = start.RequestId,
                WorkflowIdReusePolicy = start.WorkflowIdReusePolicy,
                WorkflowIdConflictPolicy = start.WorkflowIdConflictPolicy,
                SignalName = options.StartSignal,
                SignalInput = await client.Options.DataConverter.ToOptionalPayloadsAsync(options.StartSignalArgs)
                    .ConfigureAwait(false),
                RetryPolicy = start.RetryPolicy,
                CronSchedule = start.CronSchedule,
                Memo = start.Memo,
                SearchAttributes = start.SearchAttributes,
                WorkflowStartDelay = start.WorkflowStartDelay,
                UserMetadata = start.UserMetadata,
                Priority = start.Priority,
            },
            RpcOptions.Retrying(options.Rpc)).ConfigureAwait(false);
        // The run may be another one's start, so the chain's first run is not known.
        return new(client, start.WorkflowId, null, response.RunId);
    }

    internal static async Task<StartWorkflowExecutionRequest> RequestAsync(
        ITemporalClient client, string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options)
    {
        var converter = client.Options.DataConverter;
        return new()
        {
            Namespace = client.Options.Namespace,
            WorkflowId = Required(options.Id, nameof(options.Id)),
            WorkflowType = new() { Name = workflow },
            TaskQueue = new() { Name = Required(options.TaskQueue, nameof(options.TaskQueue)) },
            Input = await converter.ToOptionalPayloadsAsync(args).ConfigureAwait(false),
            WorkflowExecutionTimeout = Optional(options.ExecutionTimeout),
            WorkflowRunTimeout = Optional(options.RunTimeout),
            WorkflowTaskTimeout = Optional(options.TaskTimeout),
            Identity = client.Connection.Options.Identity,
            RequestId = Guid.NewGuid().ToString(),
            WorkflowIdReusePolicy = options.IdReusePolicy,
            WorkflowIdConflictPolicy = options.IdConflictPolicy,
            RetryPolicy = options.RetryPolicy?.ToProto(),
            CronSchedule = options.CronSchedule ?? string.Empty,
            Memo = await MemoAsync(converter, options.Memo).ConfigureAwait(false),
            SearchAttributes = options.TypedSearchAttributes is { Count: > 0 } attributes ? attributes.ToProto() : null,
            WorkflowStartDelay = Optional(options.StartDelay),
            UserMetadata = await converter.ToUserMetadataAsync(options.StaticSummary, options.StaticDetails)
                .ConfigureAwait(false),
            Priority = options.Priority?.ToProto(),
        };
    }

    private static string Required(string? value, string name) => string.IsNullOrEmpty(value)
        ? throw new ArgumentException($"{name} is required to start a workflow", name)
        : value;

    private static Duration? Optional(TimeSpan? time) => time is { } span ? Duration.FromTimeSpan(span) : null;

    private static async Task<Memo?> MemoAsync(DataConverter converter, IReadOnlyDictionary<string, object>? memo)
    {
        if (memo is not { Count: > 0 })
            return null;
        var proto = new Memo();
        foreach (var (name, value) in memo)
        {
            if (value == null)
                throw new ArgumentException($"The value of memo {name} is null", nameof(memo));
            proto.Fields[name] = await converter.ToPayloadAsync(value).ConfigureAwait(false);
        }
        return proto;
    }
}
