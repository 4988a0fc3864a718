using Migration.Core.Errors;

namespace Migration.Connectors.Snowflake.Engine;

/// <summary>A failure that Snowflake reported, or the way to it.</summary>
internal sealed class SnowflakeFailure(string code, string message, bool transient, Exception inner)
    : MigrationException(code, message, transient, inner)
{
    public bool IsOfRows => Code is ErrorCodes.ConstraintViolated or ErrorCodes.ValueRejected;
}
