namespace Snowflake.SqlApi.Http;

/// <summary>One request, however often it has to be sent.</summary>
internal sealed record ApiRequest(HttpMethod Method, string Path)
{
    public byte[]? Body { get; init; }

    /// <summary>The statement that it is about; empty while it has no handle.</summary>
    public string Handle { get; init; } = "";

    /// <summary>What is added to the path from the second time on, so that the server runs nothing twice.</summary>
    public string WhenRepeated { get; init; } = "";

    /// <summary>
    /// True where an answer must be waited for once the request is under way: without it the statement's handle would be lost.
    /// </summary>
    public bool IsNotAbandoned { get; init; }
}
