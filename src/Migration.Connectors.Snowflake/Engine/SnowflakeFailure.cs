using Migration.Core.Errors;

namespace Migration.Connectors.Snowflake.Engine;

/// <summary>A failure that Snowflake reported, or the way to it.</summary>
/// <param name="number">Snowflake's code of six digits; empty where no server answered.</param>
internal sealed class SnowflakeFailure(string code, string number, string message, bool transient, Exception inner)
    : MigrationException(code, message, transient, inner)
{
    public string Number { get; } = number;

    public bool IsOfRows => Code is ErrorCodes.ConstraintViolated or ErrorCodes.ValueRejected;
}
