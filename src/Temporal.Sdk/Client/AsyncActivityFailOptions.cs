namespace Temporalio.Client;

/// <summary>Options of an asynchronous failure.</summary>
public class AsyncActivityFailOptions : ICloneable
{
    /// <summary>Progress for the next attempt.</summary>
    public IReadOnlyCollection<object?>? LastHeartbeatDetails { get; set; }

    public RpcOptions? Rpc { get; set; }

    public virtual object Clone()
    {
        var copy = (AsyncActivityFailOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
