namespace Snowflake.Emulator.Faults;

public enum FaultKind
{
    /// <summary>The request is served, and no fault happens: holds a place in the order.</summary>
    None,

    /// <summary>A status instead of the answer; the request is not served.</summary>
    Status,

    /// <summary>The connection ends before the request is served.</summary>
    DropRequest,

    /// <summary>The request is served, and the connection ends before its answer.</summary>
    DropResponse,

    /// <summary>The request is served, and its answer breaks off in the middle.</summary>
    Truncate,

    /// <summary>The request is never answered.</summary>
    Silence,

    /// <summary>The statement is said to run still, whether it does or not.</summary>
    Pending,
}
