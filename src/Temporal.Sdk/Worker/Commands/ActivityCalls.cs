using Temporalio.Api.Command.V1;
using Temporalio.Exceptions;
using Temporalio.Worker.Execution;
using Temporalio.Workflows;

namespace Temporalio.Worker.Commands;

/// <summary>The activities that a run calls.</summary>
internal sealed class ActivityCalls(WorkflowContext context)
{
    private uint count;

    /// <summary>Local activities are counted with the others.</summary>
    internal uint NextSequence() => ++count;

    internal Task<T> ExecuteAsync<T>(string activity, IReadOnlyCollection<object?> args, ActivityOptions options)
    {
        context.AssertWritable("call an activity");
        if (options.StartToCloseTimeout == null && options.ScheduleToCloseTimeout == null)
        {
            throw new ArgumentException(
                $"Activity {activity} needs StartToCloseTimeout or ScheduleToCloseTimeout", nameof(options));
        }
        var token = options.CancellationToken ?? context.CancellationToken;
        if (token.IsCancellationRequested)
            return Task.FromException<T>(new CanceledFailureException("Activity cancelled before scheduled"));
        var operation = new ActivityOperation(context, Attributes(activity, args, options), options.CancellationType);
        operation.Schedule(context.PayloadConverter.ToMetadata(options.Summary));
        return context.QueueAsync(async () =>
        {
            OperationResult result;
            using (token.Register(operation.Cancel))
                result = await operation.Ended;
            return result.Get<T>(context);
        });
    }

    private ScheduleActivityTaskCommandAttributes Attributes(
        string activity, IReadOnlyCollection<object?> args, ActivityOptions options)
    {
        var sequence = NextSequence();
        return new()
        {
            ActivityId = options.ActivityId ?? $"{sequence}",
            ActivityType = new() { Name = activity },
            TaskQueue = new() { Name = options.TaskQueue ?? context.Info.TaskQueue },
            Input = context.PayloadConverter.ToProtoPayloads(args),
            ScheduleToCloseTimeout = options.ScheduleToCloseTimeout.ToProto(),
            ScheduleToStartTimeout = options.ScheduleToStartTimeout.ToProto(),
            StartToCloseTimeout = options.StartToCloseTimeout.ToProto(),
            HeartbeatTimeout = options.HeartbeatTimeout.ToProto(),
            RetryPolicy = options.RetryPolicy?.ToProto(),
            Priority = options.Priority?.ToProto(),
            RequestEagerExecution = !options.DisableEagerActivityExecution,
        };
    }
}
