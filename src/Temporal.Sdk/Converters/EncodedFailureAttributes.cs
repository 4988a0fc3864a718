using System.Text.Json;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Converters;

/// <summary>Message and stack trace of a failure as one payload, in the form that all SDKs share.</summary>
internal static class EncodedFailureAttributes
{
    private const string Message = "message";
    private const string StackTrace = "stack_trace";

    public static void Encode(Failure failure, IPayloadConverter converter)
    {
        // A failure that travels on keeps the attributes it came with.
        if (failure.EncodedAttributes != null && failure.Message == "Encoded failure")
            return;
        failure.EncodedAttributes = converter.ToPayload(
            new Dictionary<string, string> { [Message] = failure.Message, [StackTrace] = failure.StackTrace });
        failure.Message = "Encoded failure";
        failure.StackTrace = string.Empty;
    }

    public static void Decode(Failure failure, IPayloadConverter converter)
    {
        if (failure.EncodedAttributes == null)
            return;
        Dictionary<string, string>? attributes;
        try
        {
            attributes = converter.ToValue<Dictionary<string, string>?>(failure.EncodedAttributes);
        }
        catch (Exception e) when (e is ArgumentException or JsonException or NotSupportedException)
        {
            // Encrypted for someone else: the failure stays readable as "Encoded failure".
            return;
        }
        if (attributes == null || !attributes.TryGetValue(Message, out var message))
            return;
        failure.Message = message;
        failure.StackTrace = attributes.GetValueOrDefault(StackTrace, failure.StackTrace);
    }
}
