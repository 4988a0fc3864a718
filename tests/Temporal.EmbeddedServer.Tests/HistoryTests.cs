using Google.Protobuf;
using Temporal.Api.Transport;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Tests;

public sealed class HistoryTests : ServerTest
{
    [Fact]
    public async Task CloseEvent_Waited_IsTheLastEventAlone()
    {
        await StartAsync();
        var wait = GetAsync(r => (r.WaitNewEvent, r.HistoryEventFilterType) = (true, HistoryEventFilterType.CloseEvent));

        await CompleteAsync(await PollAsync(), Complete());

        var response = await wait;
        Assert.Equal(EventType.WorkflowExecutionCompleted, Assert.Single(response.History.Events).EventType);
        Assert.True(response.NextPageToken.IsEmpty);
    }

    [Fact]
    public async Task Wait_NothingHappens_AnswersEmptyWithAToken()
    {
        await StartAsync();

        var response = await GetAsync(r => (r.WaitNewEvent, r.HistoryEventFilterType) = (true, HistoryEventFilterType.CloseEvent), TimeSpan.FromSeconds(3));

        Assert.NotNull(response.History);
        Assert.Empty(response.History.Events);
        Assert.False(response.NextPageToken.IsEmpty);
    }

    [Fact]
    public async Task Follow_NewEvents_ArriveUntilTheClose()
    {
        await StartAsync();
        var first = await GetAsync(r => r.WaitNewEvent = true);
        var follow = GetAsync(r => (r.WaitNewEvent, r.NextPageToken) = (true, first.NextPageToken));

        await SignalAsync();

        Assert.Equal(2, first.History.Events.Count);
        Assert.Equal(EventType.WorkflowExecutionSignaled, Assert.Single((await follow).History.Events).EventType);
    }

    [Fact]
    public async Task Pages_OfALongHistory_AreContiguousForwardAndBackward()
    {
        await StartAsync();
        await CompleteAsync(await PollAsync(), [.. Enumerable.Range(0, 300).Select(i => Timer($"t{i}", 60))]);

        var page = await GetAsync(_ => { });
        var all = await HistoryAsync();
        var reverse = await CallAsync<GetWorkflowExecutionHistoryReverseResponse>(
            "GetWorkflowExecutionHistoryReverse",
            new GetWorkflowExecutionHistoryReverseRequest { Namespace = Ns, Execution = new() { WorkflowId = "wf" }, MaximumPageSize = 2 });

        Assert.Equal(256, page.History.Events.Count);
        Assert.Equal(Enumerable.Range(1, 304).Select(i => (long)i), all.Select(e => e.EventId));
        Assert.Equal([304L, 303L], reverse.History.Events.Select(e => e.EventId));
    }

    [Fact]
    public async Task Poll_LongHistory_ContinuesWithThePageToken()
    {
        await StartAsync();
        await CompleteAsync(await PollAsync(), [.. Enumerable.Range(0, 300).Select(i => Timer($"t{i}", 60))]);
        await SignalAsync();
        var task = await PollAsync();
        await SignalAsync();

        var rest = await GetAsync(r => r.NextPageToken = task.NextPageToken);

        Assert.Equal(256, task.History.Events.Count);
        Assert.Equal(task.StartedEventId, rest.History.Events[^1].EventId);
        Assert.True(rest.NextPageToken.IsEmpty);
    }

    [Fact]
    public async Task Token_ThatIsNone_IsInvalidArgument()
    {
        await StartAsync();

        await RefusedAsync(GrpcStatusCode.InvalidArgument, () => GetAsync(r => r.NextPageToken = ByteString.CopyFromUtf8("nonsense")));
    }

    [Fact]
    public async Task Token_OfAnotherRun_IsInvalidArgument()
    {
        await StartAsync();
        await CompleteAsync(await PollAsync(), [.. Enumerable.Range(0, 300).Select(i => Timer($"t{i}", 60))]);
        await SignalAsync();
        var task = await PollAsync();
        var page = await GetAsync(r => r.MaximumPageSize = 1);
        var other = Guid.NewGuid().ToString();

        await RefusedAsync(GrpcStatusCode.InvalidArgument, () => GetAsync(r => (r.NextPageToken, r.Execution.RunId) = (task.NextPageToken, other)));
        await RefusedAsync(GrpcStatusCode.InvalidArgument, () => GetAsync(r => (r.NextPageToken, r.Execution.RunId) = (page.NextPageToken, other)));
    }

    private Task<GetWorkflowExecutionHistoryResponse> GetAsync(Action<GetWorkflowExecutionHistoryRequest> change, TimeSpan? timeout = null)
    {
        var request = new GetWorkflowExecutionHistoryRequest { Namespace = Ns, Execution = new() { WorkflowId = "wf" } };
        change(request);
        return CallAsync<GetWorkflowExecutionHistoryResponse>("GetWorkflowExecutionHistory", request, timeout: timeout);
    }
}
