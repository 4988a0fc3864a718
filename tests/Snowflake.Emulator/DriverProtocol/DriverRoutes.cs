using Microsoft.AspNetCore.Http;
using Snowflake.Emulator.Faults;
using Snowflake.Emulator.Protocol;

namespace Snowflake.Emulator.DriverProtocol;

/// <summary>The paths of the protocol that Snowflake's drivers speak.</summary>
internal static class DriverRoutes
{
    /// <summary>Null for a path that is none of them.</summary>
    public static (string Method, RequestRoute Route)? Of(string path, IQueryCollection query) => path.Trim('/').Split('/') switch
    {
        ["session", "v1", "login-request"] => ("POST", Session(DriverAction.Login)),
        ["session", "token-request"] => ("POST", Session(DriverAction.Renew)),
        ["session", "heartbeat"] => ("POST", Session(DriverAction.Heartbeat)),
        ["session"] when query["delete"] == "true" => ("POST", Session(DriverAction.Close)),
        ["queries", "v1", "query-request"] => ("POST", new(Operation.Submit, "") { Action = DriverAction.Query }),
        ["queries", "v1", "abort-request"] => ("POST", new(Operation.Cancel, "") { Action = DriverAction.Abort }),
        ["queries", { Length: > 0 } handle, "result"] => ("GET", new(Operation.Status, handle) { Action = DriverAction.Result }),
        ["monitoring", "queries", { Length: > 0 } handle] => ("GET", new(Operation.Status, handle) { Action = DriverAction.Monitor }),
        _ => null,
    };

    private static RequestRoute Session(DriverAction action) => new(Operation.Session, "") { Action = action };
}
