namespace Temporalio.Client;

/// <summary>Options of a list.</summary>
public class WorkflowListOptions : ICloneable
{
    /// <summary>Most executions to give; 0 is all.</summary>
    public int Limit { get; set; }

    public RpcOptions? Rpc { get; set; }

    public virtual object Clone()
    {
        var copy = (WorkflowListOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
