namespace Migration.Connectors.Rows;

/// <summary>Where a batch is cut, whichever comes first; a batch has at least one row.</summary>
public sealed record BatchLimits(int Rows, long Bytes)
{
    public const long LeastBytes = 64 * 1024;

    /// <summary>Two to four batches are in memory at once, and the engine's own buffers beside them.</summary>
    public static BatchLimits Of(int batchSize, long memoryLimit) => new(batchSize, Math.Max(LeastBytes, memoryLimit / 4));
}
