namespace Migration.Connectors.Snowflake.Engine;

/// <summary>A connection string that the driver does not take; the message has no secret.</summary>
internal sealed class ConnectionRefusedException(string message) : Exception(message);
