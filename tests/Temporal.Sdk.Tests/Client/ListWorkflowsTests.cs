using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Tests.Fakes;

namespace Temporalio.Tests.Client;

public sealed class ListWorkflowsTests
{
    private static readonly SearchAttributeKey<string> Phase = SearchAttributeKey.CreateKeyword("Phase");

    [Theory]
    [InlineData(0, 4)]
    [InlineData(3, 3)]
    public async Task List_GoesFromPageToPageUpToItsLimit(int limit, int expected)
    {
        await using var server = await new FakeServer()
            .On<ListWorkflowExecutionsRequest, ListWorkflowExecutionsResponse>(request => request.NextPageToken.IsEmpty
                ? new() { Executions = { Info("a"), Info("b") }, NextPageToken = ByteString.CopyFromUtf8("2") }
                : new() { Executions = { Info("c"), Info("d") } })
            .StartAsync();
        var client = await server.ConnectAsync();
        var ids = new List<string>();

        await foreach (var execution in client.ListWorkflowsAsync("Phase = 'copy'", new() { Limit = limit }))
            ids.Add(execution.Id);

        Assert.Equal(new[] { "a", "b", "c", "d" }.Take(expected), ids);
        Assert.Equal("Phase = 'copy'", server.Requests<ListWorkflowExecutionsRequest>()[0].Query);
    }

    [Fact]
    public async Task Describe_ReadsMemoAttributesAndSummary()
    {
        var payloads = DataConverter.Default.PayloadConverter;
        await using var server = await new FakeServer()
            .On<DescribeWorkflowExecutionRequest, DescribeWorkflowExecutionResponse>(_ => new()
            {
                WorkflowExecutionInfo = Info("a"),
                ExecutionConfig = new() { UserMetadata = new() { Summary = payloads.ToPayload("sum") } },
            })
            .StartAsync();
        var client = await server.ConnectAsync();

        var description = await client.GetWorkflowHandle("a").DescribeAsync();

        Assert.Equal(WorkflowExecutionStatus.Running, description.Status);
        Assert.Equal("copy", description.TypedSearchAttributes.Get(Phase));
        Assert.Equal("me", await description.Memo["who"].ToValueAsync<string>());
        Assert.Equal("sum", await description.GetStaticSummaryAsync());
        Assert.Null(description.CloseTime);
        Assert.Equal(DateTime.UnixEpoch, description.StartTime);
    }

    [Fact]
    public async Task Count_WithGroups_HasTheirValues()
    {
        await using var server = await new FakeServer()
            .On<CountWorkflowExecutionsRequest, CountWorkflowExecutionsResponse>(_ =>
            {
                var value = DataConverter.Default.PayloadConverter.ToPayload("Running");
                value.Metadata["type"] = ByteString.CopyFromUtf8("Keyword");
                return new() { Count = 5, Groups = { new CountWorkflowExecutionsResponse.Types.AggregationGroup { Count = 5, GroupValues = { value } } } };
            })
            .StartAsync();
        var client = await server.ConnectAsync();

        var count = await client.CountWorkflowsAsync("GROUP BY ExecutionStatus");

        Assert.Equal(5, count.Count);
        Assert.Equal(["Running"], count.Groups.Single().GroupValues);
    }

    private static WorkflowExecutionInfo Info(string id) => new()
    {
        Execution = new() { WorkflowId = id, RunId = "r" },
        Type = new() { Name = "Sample" },
        StartTime = Timestamp.FromDateTime(DateTime.UnixEpoch),
        Status = WorkflowExecutionStatus.Running,
        Memo = new() { Fields = { ["who"] = DataConverter.Default.PayloadConverter.ToPayload("me") } },
        SearchAttributes = new SearchAttributeCollection.Builder().Set(Phase, "copy").ToSearchAttributeCollection().ToProto(),
    };
}
