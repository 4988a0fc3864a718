using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Tests.Worker;

namespace Temporalio.Tests.Client;

/// <summary>The client against a service that keeps what it is told.</summary>
public sealed class LiveClientTests(LiveService service) : IClassFixture<LiveService>
{
    private readonly string id = Guid.NewGuid().ToString();

    [Fact]
    public async Task Start_OfARunningId_NamesTheRunThatHoldsIt()
    {
        var handle = await StartAsync();

        var error = await Assert.ThrowsAsync<WorkflowAlreadyStartedException>(StartAsync);

        Assert.Equal((id, handle.ResultRunId), (error.WorkflowId, error.RunId));
    }

    [Fact]
    public async Task Terminate_EndsTheWaitWithItsReason()
    {
        var handle = await StartAsync();
        var result = handle.GetResultAsync();

        await handle.TerminateAsync("enough");

        var error = await Assert.ThrowsAsync<WorkflowFailedException>(() => result);
        Assert.Equal("enough", Assert.IsType<TerminatedFailureException>(error.InnerException).Message);
        Assert.Equal(WorkflowExecutionStatus.Terminated, (await handle.DescribeAsync()).Status);
    }

    [Fact]
    public async Task ListAndCount_FindByACustomSearchAttribute()
    {
        var key = SearchAttributeKey.CreateKeyword("A" + Guid.NewGuid().ToString("N"));
        await service.Client.OperatorService.AddSearchAttributesAsync(
            new() { Namespace = "default", SearchAttributes = { [key.Name] = IndexedValueType.Keyword } });
        await service.Client.StartWorkflowAsync((SampleWorkflow wf) => wf.RunAsync("in"), new(id, "nobody")
        {
            TypedSearchAttributes = new SearchAttributeCollection.Builder().Set(key, "x").ToSearchAttributeCollection(),
            Memo = new Dictionary<string, object> { ["who"] = "me" },
        });

        var found = await service.Client.ListWorkflowsAsync($"{key.Name} = 'x'").SingleAsync();

        Assert.Equal(id, found.Id);
        Assert.Equal("x", found.TypedSearchAttributes.Get(key));
        Assert.Equal("me", await found.Memo["who"].ToValueAsync<string>());
        Assert.Equal(1, (await service.Client.CountWorkflowsAsync($"{key.Name} = 'x'")).Count);
    }

    [Fact]
    public async Task Signal_ToAnUnknownWorkflow_IsNotFound()
    {
        var error = await Assert.ThrowsAsync<RpcException>(() =>
            service.Client.GetWorkflowHandle<SampleWorkflow>(id).SignalAsync(wf => wf.NoteAsync("hi")));

        Assert.Equal(RpcException.StatusCode.NotFound, error.Code);
    }

    [Fact]
    public async Task FetchHistory_OfARunningWorkflow_ReadsWhatThereIs()
    {
        var handle = await StartAsync();
        await handle.SignalAsync(wf => wf.NoteAsync("hi"));

        var history = await handle.FetchHistoryAsync();

        Assert.Contains(history.Events, item => item.EventType == EventType.WorkflowExecutionSignaled);
        Assert.Equal(history.Events, WorkflowHistory.FromJson(id, history.ToJson()).Events);
    }

    [Fact]
    public async Task CheckHealth_OfARunningService_IsServing() =>
        Assert.True(await service.Client.Connection.CheckHealthAsync());

    private Task<WorkflowHandle<SampleWorkflow, int>> StartAsync() =>
        service.Client.StartWorkflowAsync((SampleWorkflow wf) => wf.RunAsync("in"), new(id, "nobody"));
}
