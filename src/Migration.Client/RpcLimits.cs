using Temporalio.Client;

namespace Migration.Client;

/// <summary>How long a call to Temporal may take before the user is told.</summary>
internal static class RpcLimits
{
    /// <summary>One attempt of a query, which also waits for a worker to load the execution.</summary>
    private static readonly TimeSpan QueryPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CallPatience = TimeSpan.FromSeconds(10);

    public static RpcOptions Quick(CancellationToken cancel) => new() { Timeout = CallPatience, CancellationToken = cancel };

    public static RpcOptions Query(CancellationToken cancel) => new() { Timeout = QueryPatience, CancellationToken = cancel };
}
