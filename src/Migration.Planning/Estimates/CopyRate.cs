namespace Migration.Planning;

/// <summary>The rate that estimates assume: that of one worker on a small machine, tables one after another, hashing and validation on.</summary>
public static class CopyRate
{
    public const long RowsPerSecond = 150_000;

    public const long BytesPerSecond = 30L * 1024 * 1024;

    /// <summary>The assumption in words, to be shown beside every estimate.</summary>
    public const string Assumption = "at 150,000 rows or 30 MB a second";

    /// <summary>For each table whichever of rows and bytes takes longer; the sum in whole seconds, at least one where there is a row.</summary>
    public static TimeSpan Estimate(IEnumerable<(long Rows, long Bytes)> tables) =>
        TimeSpan.FromSeconds(Math.Ceiling(tables.Sum(t => Math.Max((double)t.Rows / RowsPerSecond, (double)t.Bytes / BytesPerSecond))));
}
