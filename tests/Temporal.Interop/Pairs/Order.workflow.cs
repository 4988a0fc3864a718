using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporal.Interop.Pairs;

[Workflow]
public sealed class OrderWorkflow
{
    private string? approvedBy;
    private int count;

    [WorkflowQuery]
    public string State => approvedBy is null ? "waiting" : "approved";

    [WorkflowRun]
    public async Task<Receipt> RunAsync(Order order)
    {
        count = order.Count;
        if (order.Item == "nothing")
            throw new ApplicationFailureException("There is no such item.", "NoSuchItem", nonRetryable: true, details: [order]);
        var price = await Workflow.ExecuteActivityAsync(
            () => OrderActivities.Price(order.Item),
            new() { StartToCloseTimeout = TimeSpan.FromMinutes(1), RetryPolicy = new() { InitialInterval = TimeSpan.FromMilliseconds(20) } });
        await Workflow.DelayAsync(TimeSpan.FromMilliseconds(1));
        await Workflow.WaitConditionAsync(() => approvedBy is not null);
        return new Receipt(order.Item, price * count, approvedBy!);
    }

    [WorkflowSignal]
    public Task ApproveAsync(string by)
    {
        approvedBy = by;
        return Task.CompletedTask;
    }

    [WorkflowUpdateValidator(nameof(SetCountAsync))]
    public void ValidateCount(int value)
    {
        if (value <= 0)
            throw new ApplicationFailureException("A count is positive.", "NotPositive");
    }

    [WorkflowUpdate]
    public Task<int> SetCountAsync(int value)
    {
        count = value;
        return Task.FromResult(count);
    }
}
