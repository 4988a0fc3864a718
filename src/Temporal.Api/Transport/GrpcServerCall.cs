using Microsoft.AspNetCore.Http;

namespace Temporal.Api.Transport;

/// <summary>What a server's handler knows of the call besides its request.</summary>
public sealed class GrpcServerCall
{
    internal GrpcServerCall(IHeaderDictionary headers, TimeSpan? timeout, CancellationToken aborted)
    {
        Headers = headers;
        Timeout = timeout;
        Aborted = aborted;
    }

    public IHeaderDictionary Headers { get; }

    /// <summary>The client's deadline, counted from the arrival of the call; null if it set none.</summary>
    public TimeSpan? Timeout { get; }

    /// <summary>Cancelled when the client is gone or its deadline is over.</summary>
    public CancellationToken Aborted { get; }
}
