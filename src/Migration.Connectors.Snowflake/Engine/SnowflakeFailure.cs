using Migration.Core.Errors;

namespace Migration.Connectors.Snowflake.Engine;

/// <summary>A failure that Snowflake reported, or the way to it.</summary>
/// <param name="inner">Null where Snowflake's own message repeats values of rows: a failure is shown with all that it came from.</param>
internal sealed class SnowflakeFailure(string code, string message, bool transient, Exception? inner)
    : MigrationException(code, message, transient, inner)
{
    /// <summary>Why a guarded block took everything back; null for any other failure.</summary>
    public BlockRefusal? Refusal { get; init; }

    public bool IsOfRows => Code is ErrorCodes.ConstraintViolated or ErrorCodes.ValueRejected;
}
