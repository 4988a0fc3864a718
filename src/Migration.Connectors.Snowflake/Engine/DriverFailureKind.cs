namespace Migration.Connectors.Snowflake.Engine;

/// <summary>What kind of thing went wrong.</summary>
internal enum DriverFailureKind
{
    /// <summary>Snowflake refused or failed the statement; code and SQL state say why.</summary>
    Statement,

    /// <summary>The statement was cancelled, by somebody else than the caller.</summary>
    Canceled,

    /// <summary>The statement took longer than its timeout.</summary>
    TimedOut,

    /// <summary>The key, password or token can't be read, or Snowflake does not take it.</summary>
    Authentication,

    /// <summary>Snowflake answered "too many requests" until the retries were used up.</summary>
    Throttled,

    /// <summary>Snowflake could not be reached, or failed, until the retries were used up.</summary>
    Unavailable,

    /// <summary>The request, or the answer, is not one that the driver knows.</summary>
    Protocol,
}
