using Migration.Core.Errors;
using Temporalio.Exceptions;

namespace Migration.Client.Tests;

public sealed class RpcFailuresTests
{
    [Theory]
    [InlineData(RpcException.StatusCode.NotFound, ErrorCodes.ExecutionNotFound, false)]
    [InlineData(RpcException.StatusCode.Unavailable, ErrorCodes.ServerUnreachable, true)]
    [InlineData(RpcException.StatusCode.Unauthenticated, ErrorCodes.ServerUnreachable, false)]
    [InlineData(RpcException.StatusCode.DeadlineExceeded, ErrorCodes.Timeout, true)]
    [InlineData(RpcException.StatusCode.InvalidArgument, ErrorCodes.Internal, false)]
    public void Failure_OfTheProtocol_HasACodeOfOurs(RpcException.StatusCode status, string code, bool transient)
    {
        var error = RpcFailures.Translate("e", new RpcException(status, "words", null));

        Assert.Equal((code, transient), (error?.Code, error?.IsTransient));
    }

    [Fact]
    public void Failure_OfAServiceThatCannotWrite_KeepsItsWords()
    {
        var error = RpcFailures.Translate("e", new RpcException(RpcException.StatusCode.Unavailable, "The disk is full.", null));

        Assert.Contains("The disk is full.", error?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Query_ThatNoWorkerWouldAnswer_IsATimeout()
    {
        var error = RpcFailures.Translate("e", new RpcException(
            RpcException.StatusCode.FailedPrecondition, "no poller seen for task queue recently, worker may be down", null));

        Assert.Equal((ErrorCodes.Timeout, true), (error?.Code, error?.IsTransient));
    }

    [Fact]
    public void Failure_OfAnActivity_KeepsItsCode()
    {
        var activity = new ApplicationFailureException("The disk is full.", ErrorCodes.DatabaseFull, nonRetryable: true);

        var error = RpcFailures.Translate("e", new WorkflowFailedException(activity));

        Assert.Equal((ErrorCodes.DatabaseFull, "The disk is full."), (error?.Code, error?.Message));
    }
}
