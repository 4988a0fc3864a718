namespace Snowflake.Emulator.Faults;

/// <summary>One thing that goes wrong, once.</summary>
public sealed record Fault(FaultKind Kind)
{
    public int StatusCode { get; init; }
    public string Code { get; init; } = "";
    public string Message { get; init; } = "";
    public int? RetryAfterSeconds { get; init; }

    public static Fault None { get; } = new(FaultKind.None);
    public static Fault DropRequest { get; } = new(FaultKind.DropRequest);
    public static Fault DropResponse { get; } = new(FaultKind.DropResponse);
    public static Fault Truncate { get; } = new(FaultKind.Truncate);
    public static Fault Silence { get; } = new(FaultKind.Silence);

    /// <summary>202, as for a statement that takes longer than the window.</summary>
    public static Fault Pending { get; } = new(FaultKind.Pending) { StatusCode = 202 };

    /// <summary>429 with the body of a running statement.</summary>
    public static Fault PendingAs429 { get; } = new(FaultKind.Pending) { StatusCode = 429 };

    public static Fault TooManyRequests { get; } = new(FaultKind.Status) { StatusCode = 429, Code = "390505", Message = "Too many requests." };
    public static Fault ServiceUnavailable { get; } = new(FaultKind.Status) { StatusCode = 503 };
    public static Fault TokenExpired { get; } = new(FaultKind.Status) { StatusCode = 401, Code = "390198", Message = "Keypair access token expired." };

    public static Fault Of(int status) => new(FaultKind.Status) { StatusCode = status };
}
