namespace Snowflake.SqlApi.Http;

/// <summary>Snowflake's codes that this driver acts on.</summary>
internal static class ServerCodes
{
    public const string InProgress = "333333";
    public const string InProgressAsync = "333334";
    public const string Canceled = "000604";
    public const string StatementTimeout = "000630";
    public const string ResultTooLarge = "391908";
}
