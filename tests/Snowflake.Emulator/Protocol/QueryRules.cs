using Microsoft.AspNetCore.Http;

namespace Snowflake.Emulator.Protocol;

/// <summary>The query parameters of each operation; any other is refused.</summary>
internal static class QueryRules
{
    public static SubmitQuery OfSubmit(IQueryCollection query)
    {
        Known(query, "requestId", "async", "nullable", "retry");
        return new(RequestId(query), Flag(query, "async", false), Flag(query, "nullable", true), Flag(query, "retry", false));
    }

    /// <summary>The partition asked for; null for the statement's status.</summary>
    public static int? OfStatus(IQueryCollection query)
    {
        Known(query, "requestId", "partition");
        RequestId(query);
        if (!query.TryGetValue("partition", out var text)) return null;
        return int.TryParse(text, out var partition) && partition >= 0 ? partition : throw ApiError.BadPayload("partition is no index.");
    }

    public static void OfCancel(IQueryCollection query)
    {
        Known(query, "requestId");
        RequestId(query);
    }

    private static void Known(IQueryCollection query, params string[] names)
    {
        foreach (var (name, values) in query)
            if (!names.Contains(name) || values.Count != 1)
                throw ApiError.BadPayload($"Query parameter '{name}' is not one of this operation, or is given twice.");
    }

    private static Guid? RequestId(IQueryCollection query) =>
        !query.TryGetValue("requestId", out var text) ? null
        : Guid.TryParseExact(text, "D", out var id) ? id : throw ApiError.BadPayload("requestId is no UUID.");

    private static bool Flag(IQueryCollection query, string name, bool otherwise) =>
        !query.TryGetValue(name, out var text) ? otherwise
        : bool.TryParse(text, out var flag) ? flag : throw ApiError.BadPayload($"{name} is neither true nor false.");
}
