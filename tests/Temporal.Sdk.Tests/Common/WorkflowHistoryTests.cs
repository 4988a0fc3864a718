using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Common;

namespace Temporalio.Tests.Common;

public sealed class WorkflowHistoryTests
{
    [Fact]
    public void History_ThroughJson_IsTheSame()
    {
        var history = new WorkflowHistory("w",
        [
            new HistoryEvent
            {
                EventId = 1,
                EventType = EventType.WorkflowExecutionStarted,
                WorkflowExecutionStartedEventAttributes = new() { WorkflowType = new() { Name = "W" } },
            },
        ]);

        var read = WorkflowHistory.FromJson("w", history.ToJson());

        Assert.Equal(history.Events, read.Events);
    }

    [Fact]
    public void FromJson_WithShortEnumNamesAndUnknownFields_ReadsThem()
    {
        const string Json = """
            {"events":[{"eventId":"3","eventType":"WorkflowTaskFailed","somethingNew":1,
              "workflowTaskFailedEventAttributes":{"cause":"NonDeterministicError"}},
              {"eventId":"4","eventType":"EVENT_TYPE_TIMER_FIRED"}]}
            """;

        var events = WorkflowHistory.FromJson("w", Json).Events.ToList();

        Assert.Equal(EventType.WorkflowTaskFailed, events[0].EventType);
        Assert.Equal(WorkflowTaskFailedCause.NonDeterministicError, events[0].WorkflowTaskFailedEventAttributes.Cause);
        Assert.Equal(EventType.TimerFired, events[1].EventType);
    }

    [Fact]
    public void FromJson_OfSomethingElse_IsRefused() =>
        Assert.Throws<ArgumentException>(() => WorkflowHistory.FromJson("w", "[]"));
}
