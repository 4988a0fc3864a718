using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporal.Api.Transport;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.OperatorService.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Tests;

public sealed class VisibilityTests : ServerTest
{
    private const string Operator = "temporal.api.operatorservice.v1.OperatorService";

    [Theory]
    [InlineData("", "a b c")]
    [InlineData("ExecutionStatus = 'Running'", "a b")]
    [InlineData("ExecutionStatus != \"Running\"", "c")]
    [InlineData("ExecutionStatus IN ('Completed', 'Failed')", "c")]
    [InlineData("WorkflowId = 'a' OR WorkflowId = 'b'", "a b")]
    [InlineData("NOT (WorkflowId = 'a' OR `WorkflowId` = 'b')", "c")]
    [InlineData("WorkflowId STARTS_WITH 'a'", "a")]
    [InlineData("WorkflowId NOT STARTS_WITH 'a' and CloseTime is null", "b")]
    [InlineData("CloseTime IS NOT NULL", "c")]
    [InlineData("Plan = 'p''1'", "a")]
    [InlineData("Plan = 'p''1' OR Plan = 'p2'", "a b")]
    [InlineData("Plan NOT IN ('p2')", "a c")]
    [InlineData("Plan IS NULL", "c")]
    [InlineData("Rows > 5 AND Rows <= 20", "b")]
    [InlineData("Rows BETWEEN 1 AND 5", "a")]
    [InlineData("Tags = 'x'", "a b")]
    [InlineData("Tags IN ('y')", "b")]
    [InlineData("Tags != 'x'", "c")]
    [InlineData("Due > '2029-01-01T00:00:00Z'", "b")]
    [InlineData("Done = true", "b")]
    [InlineData("Note = 'QUICK'", "a")]
    [InlineData("Note = 'fox slow'", "a b")]
    [InlineData("Note != 'quick'", "b c")]
    [InlineData("Note IN ('slow')", "b")]
    [InlineData("Note = 'qui'", "")]
    [InlineData("StartTime >= '2030-01-01T00:00:00Z'", "a b c")]
    [InlineData("ExecutionDuration < '1m'", "c")]
    [InlineData("HistoryLength = 5", "c")]
    public async Task List_EachOperator_FindsTheRightRuns(string query, string expected)
    {
        await ThreeRunsAsync();

        var found = await ListAsync(query);

        Assert.Equal(expected, string.Join(' ', found.Executions.Select(e => e.Execution.WorkflowId).Order()));
    }

    [Theory]
    [InlineData("Unknown = 'x'")]
    [InlineData("WorkflowId =")]
    [InlineData("WorkflowId = 'a' LIMIT 5")]
    [InlineData("WorkflowId = 'a' ORDER BY StartTime")]
    [InlineData("WorkflowId ~ 'a'")]
    [InlineData("(WorkflowId = 'a'")]
    [InlineData("Note > 'a'")]
    [InlineData("Note STARTS_WITH 'a'")]
    [InlineData("Tags > 'a'")]
    [InlineData("GROUP BY WorkflowType")]
    [InlineData("GROUP BY ExecutionStatus")]
    [InlineData("ExecutionStatus = 'Sleeping'")]
    [InlineData("StartTime > 'yesterday'")]
    [InlineData("WorkflowId = 'a' garbage")]
    [InlineData("WorkflowId = 'open")]
    [InlineData("WorkflowId = 'a'; DROP TABLE runs")]
    public async Task List_BadQuery_IsInvalidArgumentWithAPlace(string query)
    {
        await RegisterAsync();

        var error = await RefusedAsync(GrpcStatusCode.InvalidArgument, () => ListAsync(query));

        Assert.StartsWith("invalid query: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NOT ", "WorkflowId = 'a'", "")]
    [InlineData("(", "WorkflowId = 'a'", ")")]
    [InlineData("WorkflowId = 'a' OR ", "WorkflowId = 'a'", "")]
    [InlineData("Tags = 'a' AND (", "Note = 'a'", ")")]
    [InlineData("NOT (WorkflowId IN ('a') OR ", "Note IN ('a', 'b')", ")")]
    public async Task List_QueryThatNestsTooDeep_IsInvalidArgumentAndALesserOneIsAnswered(string before, string within, string after)
    {
        await RegisterAsync();
        string Nested(int times) => string.Concat(Enumerable.Repeat(before, times)) + within + string.Concat(Enumerable.Repeat(after, times));

        await RefusedAsync(GrpcStatusCode.InvalidArgument, () => ListAsync(Nested(100_000)));

        Assert.Empty((await ListAsync(Nested(80))).Executions);
    }

    [Fact]
    public async Task List_InManyValues_IsAnsweredUpToALimit()
    {
        static string In(int values) => $"WorkflowId IN ({string.Join(", ", Enumerable.Repeat("'a'", values))})";

        Assert.Empty((await ListAsync(In(10_000))).Executions);
        await RefusedAsync(GrpcStatusCode.InvalidArgument, () => ListAsync(In(10_001)));
    }

    [Fact]
    public async Task List_InPages_HasEachRunOnce()
    {
        await ThreeRunsAsync();
        var found = new List<string>();
        var page = ByteString.Empty;
        do
        {
            var response = await ListAsync("", 1, page);
            found.AddRange(response.Executions.Select(e => e.Execution.WorkflowId));
            page = response.NextPageToken;
        }
        while (!page.IsEmpty);

        Assert.Equal(["b", "a", "c"], found);
    }

    [Fact]
    public async Task OldLists_OpenAndClosed_FilterByIdTypeStatusAndTime()
    {
        await ThreeRunsAsync();

        Assert.Equal(["b", "a"], await OpenAsync(_ => { }));
        Assert.Equal(["a"], await OpenAsync(r => r.ExecutionFilter = new() { WorkflowId = "a" }));
        Assert.Equal(["b"], await OpenAsync(r => r.StartTimeFilter = new() { EarliestTime = Timestamp.FromDateTimeOffset(Time.GetUtcNow()) }));
        Assert.Empty(await OpenAsync(r => r.TypeFilter = new() { Name = "other" }));
        Assert.Equal(["c"], await ClosedAsync(_ => { }));
        Assert.Equal(["c"], await ClosedAsync(r => r.StatusFilter = new() { Status = WorkflowExecutionStatus.Completed }));
        Assert.Empty(await ClosedAsync(r => r.StatusFilter = new() { Status = WorkflowExecutionStatus.Failed }));
    }

    [Fact]
    public async Task Count_GroupedByStatus_CountsEach()
    {
        await ThreeRunsAsync();

        var all = await CallAsync<CountWorkflowExecutionsResponse>("CountWorkflowExecutions", new CountWorkflowExecutionsRequest { Namespace = Ns });
        var grouped = await CallAsync<CountWorkflowExecutionsResponse>(
            "CountWorkflowExecutions", new CountWorkflowExecutionsRequest { Namespace = Ns, Query = "WorkflowType = 'type' GROUP BY ExecutionStatus" });

        Assert.Equal(3, all.Count);
        Assert.Equal([("\"Running\"", 2L), ("\"Completed\"", 1L)], grouped.Groups.Select(g => (g.GroupValues[0].Data.ToStringUtf8(), g.Count)));
    }

    [Fact]
    public async Task Start_UnregisteredAttribute_IsInvalidArgument()
    {
        var error = await RefusedAsync(GrpcStatusCode.InvalidArgument, () => StartAsync(change: r => r.SearchAttributes = Attributes(("Nope", "1"))));

        Assert.Contains("Nope", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ValueOfAnotherType_IsInvalidArgument()
    {
        await RegisterAsync();

        await RefusedAsync(GrpcStatusCode.InvalidArgument, () => StartAsync(change: r => r.SearchAttributes = Attributes(("Rows", "\"many\""))));
    }

    [Fact]
    public async Task Upsert_UnregisteredAttribute_FailsTheTask()
    {
        await StartAsync();
        var task = await PollAsync();

        await RefusedAsync(GrpcStatusCode.InvalidArgument, () => CompleteAsync(task, Upsert(("Nope", "1"))));

        Assert.Equal(WorkflowTaskFailedCause.BadSearchAttributes, (await HistoryAsync())[3].WorkflowTaskFailedEventAttributes.Cause);
    }

    [Fact]
    public async Task Upsert_ChangesAndRemoves_AndAnswersTellTheType()
    {
        await RegisterAsync();
        await StartAsync(change: r => r.SearchAttributes = Attributes(("Plan", "\"old\""), ("Rows", "1")));

        await CompleteAsync(await PollAsync(), Upsert(("Plan", "\"new\""), ("Rows", "null")));

        var attributes = Assert.Single((await ListAsync("Plan = 'new' AND Rows IS NULL")).Executions).SearchAttributes.IndexedFields;
        Assert.Equal("Keyword", Assert.Single(attributes).Value.Metadata["type"].ToStringUtf8());
    }

    [Fact]
    public async Task Registration_SurvivesARestart()
    {
        await RegisterAsync();

        await RestartAsync();

        var list = await CallAsync<ListSearchAttributesResponse>("ListSearchAttributes", new ListSearchAttributesRequest { Namespace = Ns }, Operator);
        Assert.Equal(IndexedValueType.Keyword, list.CustomAttributes["Plan"]);
        Assert.Equal(IndexedValueType.Datetime, list.SystemAttributes["StartTime"]);
    }

    private async Task<string[]> OpenAsync(Action<ListOpenWorkflowExecutionsRequest> change)
    {
        var request = new ListOpenWorkflowExecutionsRequest { Namespace = Ns };
        change(request);
        var response = await CallAsync<ListOpenWorkflowExecutionsResponse>("ListOpenWorkflowExecutions", request);
        return [.. response.Executions.Select(e => e.Execution.WorkflowId)];
    }

    private async Task<string[]> ClosedAsync(Action<ListClosedWorkflowExecutionsRequest> change)
    {
        var request = new ListClosedWorkflowExecutionsRequest { Namespace = Ns };
        change(request);
        var response = await CallAsync<ListClosedWorkflowExecutionsResponse>("ListClosedWorkflowExecutions", request);
        return [.. response.Executions.Select(e => e.Execution.WorkflowId)];
    }

    private static SearchAttributes Attributes(params (string Name, string Json)[] values)
    {
        var attributes = new SearchAttributes();
        foreach (var (name, json) in values)
        {
            attributes.IndexedFields[name] = new Payload
            {
                Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") },
                Data = ByteString.CopyFromUtf8(json),
            };
        }

        return attributes;
    }

    private static Command Upsert(params (string Name, string Json)[] values) =>
        new() { UpsertWorkflowSearchAttributesCommandAttributes = new() { SearchAttributes = Attributes(values) } };

    private async Task ThreeRunsAsync()
    {
        await RegisterAsync();
        await StartAsync("c");
        await CompleteAsync(await PollAsync(), Complete());
        await StartAsync("a", r => r.SearchAttributes = Attributes(("Plan", "\"p'1\""), ("Rows", "5"), ("Tags", "[\"x\"]"), ("Note", "\"The quick, brown fox\"")));
        Time.Advance(TimeSpan.FromSeconds(1));
        await StartAsync("b", r => r.SearchAttributes = Attributes(
            ("Plan", "\"p2\""), ("Rows", "20"), ("Tags", "[\"x\",\"y\"]"), ("Due", "\"2029-06-01T10:00:00+02:00\""), ("Done", "true"), ("Note", "\"the slow one\"")));
    }

    private Task<AddSearchAttributesResponse> RegisterAsync() => CallAsync<AddSearchAttributesResponse>(
        "AddSearchAttributes",
        new AddSearchAttributesRequest
        {
            Namespace = Ns,
            SearchAttributes =
            {
                ["Plan"] = IndexedValueType.Keyword,
                ["Note"] = IndexedValueType.Text,
                ["Rows"] = IndexedValueType.Int,
                ["Tags"] = IndexedValueType.KeywordList,
                ["Due"] = IndexedValueType.Datetime,
                ["Done"] = IndexedValueType.Bool,
            },
        },
        Operator);

    private Task<ListWorkflowExecutionsResponse> ListAsync(string query, int pageSize = 0, ByteString? page = null) =>
        CallAsync<ListWorkflowExecutionsResponse>(
            "ListWorkflowExecutions",
            new ListWorkflowExecutionsRequest { Namespace = Ns, Query = query, PageSize = pageSize, NextPageToken = page ?? ByteString.Empty });
}
