using Temporalio.Api.Sdk.V1;

namespace Temporalio.Converters;

/// <summary>Summary and details that people read in a user interface travel as payloads.</summary>
internal static class UserMetadataConversion
{
    public static async Task<UserMetadata?> ToUserMetadataAsync(
        this DataConverter converter, string? summary, string? details)
    {
        if (summary == null && details == null)
            return null;
        var metadata = new UserMetadata();
        if (summary != null)
            metadata.Summary = await converter.ToPayloadAsync(summary).ConfigureAwait(false);
        if (details != null)
            metadata.Details = await converter.ToPayloadAsync(details).ConfigureAwait(false);
        return metadata;
    }

    public static async Task<(string? Summary, string? Details)> FromUserMetadataAsync(
        this DataConverter converter, UserMetadata? metadata) =>
        (metadata?.Summary is { } summary ? await converter.ToValueAsync<string>(summary).ConfigureAwait(false) : null,
         metadata?.Details is { } details ? await converter.ToValueAsync<string>(details).ConfigureAwait(false) : null);
}
