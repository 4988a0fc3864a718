namespace Snowflake.Emulator.Faults;

/// <summary>The operations of the SQL API, and what stands for them in the protocol of Snowflake's drivers.</summary>
public enum Operation
{
    Submit,
    Status,
    Partition,
    Cancel,

    /// <summary>Beginning, renewal, sign of life and end of a driver's session.</summary>
    Session,
}
