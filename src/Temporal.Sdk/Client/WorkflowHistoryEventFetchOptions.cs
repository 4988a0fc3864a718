using Temporalio.Api.Enums.V1;

namespace Temporalio.Client;

/// <summary>Options of reading a history.</summary>
public class WorkflowHistoryEventFetchOptions : ICloneable
{
    /// <summary>Waits for events to come until the workflow closes.</summary>
    public bool WaitNewEvent { get; set; }

    public HistoryEventFilterType EventFilterType { get; set; } = HistoryEventFilterType.AllEvent;

    public bool SkipArchival { get; set; }

    public RpcOptions? Rpc { get; set; }

    public virtual object Clone()
    {
        var copy = (WorkflowHistoryEventFetchOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
