using Google.Protobuf.WellKnownTypes;
using Temporal.Api.Transport;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.OperatorService.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Tests;

public sealed class NamespaceTests : ServerTest
{
    [Fact]
    public async Task Update_DescriptionAndRetention_AreKeptAcrossARestart()
    {
        await CallAsync<UpdateNamespaceResponse>("UpdateNamespace", new UpdateNamespaceRequest
        {
            Namespace = Ns,
            UpdateInfo = new() { Description = "of the tests", OwnerEmail = "owner@example.org", Data = { ["key"] = "value" } },
            Config = new() { WorkflowExecutionRetentionTtl = Duration.FromTimeSpan(TimeSpan.FromDays(2)) },
        });

        await RestartAsync();
        var info = await DescribeNamespaceAsync(Ns);

        Assert.Equal(("of the tests", "owner@example.org", "value"), (info.NamespaceInfo.Description, info.NamespaceInfo.OwnerEmail, info.NamespaceInfo.Data["key"]));
        Assert.Equal(TimeSpan.FromDays(2), info.Config.WorkflowExecutionRetentionTtl.ToTimeSpan());
    }

    [Fact]
    public async Task Update_WhatThisServerIsNot_IsRefused()
    {
        await RefusedAsync(GrpcStatusCode.InvalidArgument, () => UpdateAsync(request => request.PromoteNamespace = true));
        await RefusedAsync(GrpcStatusCode.InvalidArgument, () => UpdateAsync(request => request.Config = new() { HistoryArchivalState = ArchivalState.Enabled }));
        await RefusedAsync(
            GrpcStatusCode.InvalidArgument,
            () => UpdateAsync(request => request.Config = new() { WorkflowExecutionRetentionTtl = Duration.FromTimeSpan(TimeSpan.FromMinutes(1)) }));
        await RefusedAsync(GrpcStatusCode.NotFound, () => UpdateAsync(request => request.Namespace = "none"));
    }

    [Fact]
    public async Task Delete_WithOpenAndClosedWorkflows_LeavesNothingAndItsNameIsFree()
    {
        await RegisterAsync("second");
        await StartAsync(change: request => request.Namespace = "second");
        var id = (await DescribeNamespaceAsync("second")).NamespaceInfo.Id;

        var deleted = await CallAsync<DeleteNamespaceResponse>(
            "DeleteNamespace", new DeleteNamespaceRequest { Namespace = "second" }, "temporal.api.operatorservice.v1.OperatorService");

        Assert.StartsWith("second-deleted-", deleted.DeletedNamespace, StringComparison.Ordinal);
        await RefusedAsync(GrpcStatusCode.NotFound, () => DescribeNamespaceAsync("second"));
        await RegisterAsync("second");
        Assert.NotEqual(id, (await DescribeNamespaceAsync("second")).NamespaceInfo.Id);
        Assert.Equal(0, await CountAsync("second"));
    }

    [Fact]
    public async Task Retention_Over_RemovesClosedRunsAndNoOpenOnes()
    {
        await StartAsync("closed");
        await CompleteAsync(await PollAsync(), Complete());
        await StartAsync("open");
        Time.Advance(TimeSpan.FromDays(29));
        Assert.Equal(2, await CountAsync(Ns));

        Time.Advance(TimeSpan.FromDays(2));

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await CountAsync(Ns) > 1)
        {
            // The cleaner may have been at work when time went on: it looks again after its interval, not at once.
            limit.Token.ThrowIfCancellationRequested();
            Time.Advance(TimeSpan.FromMinutes(10));
        }

        await RefusedAsync(GrpcStatusCode.NotFound, () => HistoryAsync("closed"));
        Assert.Equal(WorkflowExecutionStatus.Running, await StatusAsync("open"));
    }

    private Task<RegisterNamespaceResponse> RegisterAsync(string name) =>
        CallAsync<RegisterNamespaceResponse>("RegisterNamespace", new RegisterNamespaceRequest { Namespace = name });

    private Task<DescribeNamespaceResponse> DescribeNamespaceAsync(string name) =>
        CallAsync<DescribeNamespaceResponse>("DescribeNamespace", new DescribeNamespaceRequest { Namespace = name });

    private async Task<long> CountAsync(string name) =>
        (await CallAsync<CountWorkflowExecutionsResponse>("CountWorkflowExecutions", new CountWorkflowExecutionsRequest { Namespace = name })).Count;

    private Task<UpdateNamespaceResponse> UpdateAsync(Action<UpdateNamespaceRequest> change)
    {
        var request = new UpdateNamespaceRequest { Namespace = Ns };
        change(request);
        return CallAsync<UpdateNamespaceResponse>("UpdateNamespace", request);
    }
}
