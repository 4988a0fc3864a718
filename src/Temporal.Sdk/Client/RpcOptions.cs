namespace Temporalio.Client;

/// <summary>Options of a single call.</summary>
public class RpcOptions : ICloneable
{
    /// <summary>Repeats the call after transient errors. Null means yes for a client's operations, no for raw calls.</summary>
    public bool? Retry { get; set; }

    public IReadOnlyCollection<KeyValuePair<string, string>>? Metadata { get; set; }

    /// <summary>Headers with byte values; the names end in <c>-bin</c>.</summary>
    public IReadOnlyCollection<KeyValuePair<string, byte[]>>? BinaryMetadata { get; set; }

    /// <summary>Deadline of one attempt; 30 seconds for ordinary calls and 70 for waiting ones when null.</summary>
    public TimeSpan? Timeout { get; set; }

    public CancellationToken? CancellationToken { get; set; }

    public virtual object Clone() => MemberwiseClone();

    /// <summary>These options, with retry on unless they say otherwise.</summary>
    internal static RpcOptions Retrying(RpcOptions? options)
    {
        var copy = options == null ? new RpcOptions() : (RpcOptions)options.Clone();
        copy.Retry ??= true;
        return copy;
    }

    /// <summary>A copy of the options that an enumerator's token cancels too; dispose the source after the last call.</summary>
    internal static CancellationTokenSource Link(
        RpcOptions? options, CancellationToken cancellationToken, out RpcOptions linked)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, options?.CancellationToken ?? System.Threading.CancellationToken.None);
        linked = Retrying(options);
        linked.CancellationToken = source.Token;
        return source;
    }
}
