using Microsoft.AspNetCore.Http;
using Snowflake.Emulator.DriverProtocol;
using Snowflake.Emulator.Faults;

namespace Snowflake.Emulator.Protocol;

/// <summary>Which operation a request asks for, and on which statement.</summary>
internal sealed record RequestRoute(Operation Operation, string Handle)
{
    private const string Root = "/api/v2/statements";

    /// <summary>What a driver asks for; null for the SQL API.</summary>
    public DriverAction? Action { get; init; }

    /// <exception cref="ApiError">The path or the method is not one of the SQL API or of the drivers' protocol.</exception>
    public static RequestRoute Of(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        if (DriverRoutes.Of(path, request.Query) is { } found) return Required(request, found.Method, found.Route);
        if (path == Root) return Required(request, "POST", new(Operation.Submit, ""));
        var parts = path.StartsWith(Root + "/", StringComparison.Ordinal) ? path[(Root.Length + 1)..].Split('/') : [];
        return parts switch
        {
            [{ Length: > 0 } handle] => Required(request, "GET", new(request.Query.ContainsKey("partition") ? Operation.Partition : Operation.Status, handle)),
            [{ Length: > 0 } handle, "cancel"] => Required(request, "POST", new(Operation.Cancel, handle)),
            _ => throw new ApiError(404, "390404", "", $"There is nothing at {path}."),
        };
    }

    private static RequestRoute Required(HttpRequest request, string method, RequestRoute route) =>
        request.Method == method ? route : throw new ApiError(405, "390405", "", $"{request.Method} is not allowed here.");
}
