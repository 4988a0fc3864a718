namespace Snowflake.Emulator.Protocol;

internal sealed record SubmitQuery(Guid? RequestId, bool IsAsynchronous, bool IsNullable, bool IsRetry);
