namespace Snowflake.Emulator.Faults;

/// <summary>The operations of the SQL API.</summary>
public enum Operation
{
    Submit,
    Status,
    Partition,
    Cancel,
}
