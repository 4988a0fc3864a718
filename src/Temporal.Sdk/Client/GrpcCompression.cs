namespace Temporalio.Client;

/// <summary>Compression of requests. Compressed answers are always understood.</summary>
public abstract record GrpcCompression
{
    private GrpcCompression()
    {
    }

    /// <summary>Gzip; given up when the server turns out not to understand it.</summary>
    public sealed record Gzip : GrpcCompression;

    public sealed record None : GrpcCompression;
}
