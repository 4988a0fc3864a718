using Temporalio.Api.WorkflowService.V1;
using Temporalio.Exceptions;
using Temporalio.Tests.Fakes;

namespace Temporalio.Tests.Client;

public sealed class AsyncActivityHandleTests
{
    [Fact]
    public async Task Complete_ByTokenAndById_SendsTheResult()
    {
        await using var server = await new FakeServer()
            .On<RespondActivityTaskCompletedRequest, RespondActivityTaskCompletedResponse>(_ => new())
            .On<RespondActivityTaskCompletedByIdRequest, RespondActivityTaskCompletedByIdResponse>(_ => new())
            .StartAsync();
        var client = await server.ConnectAsync();

        await client.GetAsyncActivityHandle([1]).CompleteAsync("done");
        await client.GetAsyncActivityHandle("w", "r", "a").CompleteAsync("done");

        var byToken = Assert.Single(server.Requests<RespondActivityTaskCompletedRequest>());
        Assert.Equal([1], byToken.TaskToken.ToByteArray());
        var byId = Assert.Single(server.Requests<RespondActivityTaskCompletedByIdRequest>());
        Assert.Equal(("w", "r", "a"), (byId.WorkflowId, byId.RunId, byId.ActivityId));
        Assert.Equal(byToken.Result, byId.Result);
    }

    [Fact]
    public async Task Fail_SendsFailureAndProgress()
    {
        await using var server = await new FakeServer()
            .On<RespondActivityTaskFailedRequest, RespondActivityTaskFailedResponse>(_ => new()).StartAsync();
        var client = await server.ConnectAsync();

        await client.GetAsyncActivityHandle([1]).FailAsync(
            new ApplicationFailureException("bad", errorType: "Kind"), new() { LastHeartbeatDetails = [5] });

        var request = Assert.Single(server.Requests<RespondActivityTaskFailedRequest>());
        Assert.Equal("Kind", request.Failure.ApplicationFailureInfo.Type);
        Assert.Equal("5", request.LastHeartbeatDetails.Payloads_.Single().Data.ToStringUtf8());
    }

    [Fact]
    public async Task Heartbeat_OfACancelledActivity_Throws()
    {
        await using var server = await new FakeServer()
            .On<RecordActivityTaskHeartbeatRequest, RecordActivityTaskHeartbeatResponse>(_ => new() { CancelRequested = true })
            .StartAsync();
        var client = await server.ConnectAsync();

        await Assert.ThrowsAsync<AsyncActivityCanceledException>(() => client.GetAsyncActivityHandle([1]).HeartbeatAsync());
    }
}
