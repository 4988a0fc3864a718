using Google.Protobuf;
using Temporal.EmbeddedServer.Runs;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Rpc;

/// <summary>What a start must have.</summary>
internal static class StartChecks
{
    public static void Check(ServerState state, StartWorkflowExecutionRequest request)
    {
        state.Namespaces.Require(request.Namespace);
        RequireText(request.WorkflowId, "WorkflowId");
        RequireText(request.WorkflowType?.Name, "WorkflowType");
        RequireText(request.TaskQueue?.Name, "TaskQueue");
        CheckLength(request.RequestId, "RequestId");
        CheckLength(request.Identity, "Identity");
        Durations.RefuseNegative(request.WorkflowExecutionTimeout, "WorkflowExecutionTimeoutSeconds");
        Durations.RefuseNegative(request.WorkflowRunTimeout, "WorkflowRunTimeoutSeconds");
        Durations.RefuseNegative(request.WorkflowTaskTimeout, "WorkflowTaskTimeoutSeconds");
        Durations.RefuseNegative(request.WorkflowStartDelay, "WorkflowStartDelay");
        if (request.CronSchedule.Length > 0)
        {
            throw Invalid("This server has no cron schedules: start the workflow from a timer of the operating system, or let it continue as new after a timer.");
        }

        if (RetryPolicies.Problem(request.RetryPolicy) is { } problem)
        {
            throw Invalid(problem);
        }

        CheckSizes(request);
        state.SearchAttributes.Check(request.SearchAttributes);
    }

    public static void RequireText(string? value, string name)
    {
        if (string.IsNullOrEmpty(value))
        {
            throw Invalid($"{name} is not set on request.");
        }

        CheckLength(value, name);
    }

    /// <summary>Refuses a text that may be absent and is too long.</summary>
    public static void CheckLength(string value, string name)
    {
        if (value.Length > Limits.IdLength)
        {
            throw Invalid($"{name} exceeds length limit: it has {value.Length} characters, {Limits.IdLength} are allowed.");
        }
    }

    public static void RequireSignalName(string name) => RequireText(name, "SignalName");

    /// <summary>The start inside a signal-with-start: both messages share names, not all numbers.</summary>
    public static StartWorkflowExecutionRequest ToStart(SignalWithStartWorkflowExecutionRequest request) => new()
    {
        Namespace = request.Namespace,
        WorkflowId = request.WorkflowId,
        WorkflowType = request.WorkflowType,
        TaskQueue = request.TaskQueue,
        Input = request.Input,
        WorkflowExecutionTimeout = request.WorkflowExecutionTimeout,
        WorkflowRunTimeout = request.WorkflowRunTimeout,
        WorkflowTaskTimeout = request.WorkflowTaskTimeout,
        Identity = request.Identity,
        RequestId = request.RequestId,
        WorkflowIdReusePolicy = request.WorkflowIdReusePolicy,
        WorkflowIdConflictPolicy = request.WorkflowIdConflictPolicy,
        RetryPolicy = request.RetryPolicy,
        CronSchedule = request.CronSchedule,
        Memo = request.Memo,
        SearchAttributes = request.SearchAttributes,
        Header = request.Header,
        WorkflowStartDelay = request.WorkflowStartDelay,
        UserMetadata = request.UserMetadata,
        Priority = request.Priority,
    };

    public static void CheckSize(IMessage? message, string name)
    {
        if (message?.CalculateSize() > Limits.BlobBytes)
        {
            throw Invalid($"Blob data size exceeds limit: {name} has {message.CalculateSize()} bytes, {Limits.BlobBytes} are allowed. Pass a reference instead.");
        }
    }

    private static void CheckSizes(StartWorkflowExecutionRequest request)
    {
        CheckSize(request.Input, "the input");
        CheckSize(request.Memo, "the memo");
        CheckSize(request.Header, "the header");
    }

    private static GrpcException Invalid(string message) => new(GrpcStatusCode.InvalidArgument, message);
}
