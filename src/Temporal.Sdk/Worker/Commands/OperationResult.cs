using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Worker.Execution;

namespace Temporalio.Worker.Commands;

/// <summary>How an activity or a child ended: a result, or a failure.</summary>
internal sealed record OperationResult(Payloads? Result, Failure? Failure)
{
    internal T Get<T>(WorkflowContext context)
    {
        if (Failure != null)
            throw context.FailureConverter.ToException(Failure, context.PayloadConverter);
        return context.PayloadConverter.ToResult<T>(Result);
    }
}
