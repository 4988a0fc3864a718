using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;

namespace Snowflake.Emulator.Protocol;

/// <summary>The headers that every request must have.</summary>
internal static class HeaderRules
{
    public static void Check(HttpRequest request)
    {
        var agent = request.Headers.UserAgent.ToString();
        if (!agent.Split(' ').Any(word => ProductHeaderValue.TryParse(word, out var product) && product.Version is not null))
            throw ApiError.BadPayload("User-Agent must name the application and its version.");
        var accept = request.Headers.Accept.ToString();
        if (accept is not ("application/json" or "*/*")) throw ApiError.BadPayload("Accept must be application/json or */*.");
        if (request.ContentLength is > 0 && !IsJson(request.ContentType)) throw new ApiError(415, "390142", "", "Content-Type must be application/json.");
    }

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && string.Equals(type.MediaType, "application/json", StringComparison.OrdinalIgnoreCase);
}
