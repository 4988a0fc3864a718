using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Tests;

public sealed class TaskQueueTests : ServerTest
{
    [Fact]
    public async Task Describe_TellsPollersAndBacklog()
    {
        await PolledAsync("someone");
        await StartAsync("one");
        await StartAsync("two");
        Time.Advance(TimeSpan.FromSeconds(5));

        var response = await DescribeQueueAsync(request => (request.TaskQueueType, request.ReportStats) = (TaskQueueType.Workflow, true));

        Assert.Equal("someone", Assert.Single(response.Pollers).Identity);
        Assert.Equal(2, response.Stats.ApproximateBacklogCount);
        Assert.Equal(TimeSpan.FromSeconds(5), response.Stats.ApproximateBacklogAge.ToTimeSpan());
        Assert.True(response.Stats.TasksAddRate > 0);
    }

    [Fact]
    public async Task Describe_Enhanced_TellsBothKindsOfTheUnversionedQueue()
    {
        await StartAsync();

        var response = await DescribeQueueAsync(request =>
            (request.ApiMode, request.ReportStats, request.ReportPollers) = (DescribeTaskQueueMode.Enhanced, true, true));

        var types = response.VersionsInfo[""].TypesInfo;
        Assert.Equal(1, types[(int)TaskQueueType.Workflow].Stats.ApproximateBacklogCount);
        Assert.Equal(0, types[(int)TaskQueueType.Activity].Stats.ApproximateBacklogCount);
    }

    [Fact]
    public async Task Partitions_AreOneOfEachKind()
    {
        var response = await CallAsync<ListTaskQueuePartitionsResponse>(
            "ListTaskQueuePartitions", new ListTaskQueuePartitionsRequest { Namespace = Ns, TaskQueue = new() { Name = Queue } });

        Assert.Equal(Queue, Assert.Single(response.WorkflowTaskQueuePartitions).Key);
        Assert.Equal(Queue, Assert.Single(response.ActivityTaskQueuePartitions).Key);
    }

    [Fact]
    public async Task MaxTasksPerSecond_OfTheWorkers_HoldsActivitiesBack()
    {
        await StartAsync();
        await CompleteAsync(await PollAsync(), [.. Enumerable.Range(0, 3).Select(i => Activity($"a{i}"))]);

        Assert.NotEmpty((await PollLimitedAsync(TimeSpan.FromSeconds(60))).TaskToken);
        Assert.Empty((await PollLimitedAsync(TimeSpan.FromMilliseconds(200))).TaskToken);
        var held = PollLimitedAsync(TimeSpan.FromSeconds(60));
        while (!(await DescribeQueueAsync(request => request.TaskQueueType = TaskQueueType.Activity)).Stats.RateLimitingActive)
        {
            await Task.Yield();
        }

        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.NotEmpty((await held).TaskToken);
    }

    /// <summary>A busy machine may end a short poll before the server has heard of it.</summary>
    private async Task PolledAsync(string identity)
    {
        while ((await DescribeQueueAsync(request => request.TaskQueueType = TaskQueueType.Workflow)).Pollers.Count == 0)
        {
            await TryPollAsync(identity: identity);
        }
    }

    private async Task<PollActivityTaskQueueResponse> PollLimitedAsync(TimeSpan wait)
    {
        try
        {
            return await CallAsync<PollActivityTaskQueueResponse>(
                "PollActivityTaskQueue",
                new PollActivityTaskQueueRequest
                {
                    Namespace = Ns, TaskQueue = new() { Name = Queue }, Identity = Worker, TaskQueueMetadata = new() { MaxTasksPerSecond = 1 },
                },
                timeout: wait);
        }
        catch (Temporal.Api.Transport.GrpcException error) when (error.StatusCode == Temporal.Api.Transport.GrpcStatusCode.DeadlineExceeded)
        {
            return new PollActivityTaskQueueResponse();
        }
    }

    private Task<DescribeTaskQueueResponse> DescribeQueueAsync(Action<DescribeTaskQueueRequest> change)
    {
        var request = new DescribeTaskQueueRequest { Namespace = Ns, TaskQueue = new() { Name = Queue } };
        change(request);
        return CallAsync<DescribeTaskQueueResponse>("DescribeTaskQueue", request);
    }
}
