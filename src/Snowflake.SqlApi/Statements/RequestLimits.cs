namespace Snowflake.SqlApi.Statements;

/// <summary>What a request must keep to, so that it can be sent again.</summary>
internal static class RequestLimits
{
    /// <summary>
    /// Snowflake keeps the text of a statement up to one megabyte. A longer one runs, but a resubmission is not recognised and would
    /// run it twice; so none is sent.
    /// </summary>
    public const int LongestBody = 1_000_000;

    private const int LongestTimeoutSeconds = 604_800;

    public static TimeSpan Timeout(int seconds) =>
        seconds is >= 0 and <= LongestTimeoutSeconds ? TimeSpan.FromSeconds(seconds)
            : throw new ArgumentOutOfRangeException(nameof(seconds), $"A statement's timeout is from 0 to {LongestTimeoutSeconds} seconds.");

    public static byte[] Checked(byte[] body) =>
        body.Length <= LongestBody ? body
            : throw SnowflakeException.Local(SnowflakeErrorKind.Protocol,
                $"The statement with its bound values takes {body.Length} bytes; at most {LongestBody} can be sent again safely after a lost answer. Send it in parts.");
}
