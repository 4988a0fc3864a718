using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;
using Transform = System.Func<
    System.Collections.Generic.IReadOnlyCollection<Temporalio.Api.Common.V1.Payload>,
    System.Threading.Tasks.Task<System.Collections.Generic.IReadOnlyCollection<Temporalio.Api.Common.V1.Payload>>>;

namespace Temporalio.Converters;

/// <summary>A codec applied to single payloads and to failures.</summary>
public static class PayloadCodecExtensions
{
    public static async Task<Payload> EncodeSingleAsync(this IPayloadCodec codec, Payload payload) =>
        (await codec.EncodeAsync([payload]).ConfigureAwait(false)).Single();

    public static async Task<Payload> DecodeSingleAsync(this IPayloadCodec codec, Payload payload) =>
        (await codec.DecodeAsync([payload]).ConfigureAwait(false)).Single();

    /// <summary>Encodes the failure's payloads and those of its causes in place.</summary>
    public static Task EncodeFailureAsync(this IPayloadCodec codec, Failure failure) =>
        TransformAsync(failure, codec.EncodeAsync);

    /// <summary>Decodes the failure's payloads and those of its causes in place.</summary>
    public static Task DecodeFailureAsync(this IPayloadCodec codec, Failure failure) =>
        TransformAsync(failure, codec.DecodeAsync);

    private static async Task TransformAsync(Failure failure, Transform transform)
    {
        for (var current = failure; current != null; current = current.Cause)
        {
            if (current.EncodedAttributes is { } attributes)
                current.EncodedAttributes = (await transform([attributes]).ConfigureAwait(false)).Single();
            if (PayloadsOf(current) is { Payloads_.Count: > 0 } payloads)
            {
                var transformed = await transform([.. payloads.Payloads_]).ConfigureAwait(false);
                payloads.Payloads_.Clear();
                payloads.Payloads_.Add(transformed);
            }
        }
    }

    private static Payloads? PayloadsOf(Failure failure) => failure.FailureInfoCase switch
    {
        Failure.FailureInfoOneofCase.ApplicationFailureInfo => failure.ApplicationFailureInfo.Details,
        Failure.FailureInfoOneofCase.CanceledFailureInfo => failure.CanceledFailureInfo.Details,
        Failure.FailureInfoOneofCase.TimeoutFailureInfo => failure.TimeoutFailureInfo.LastHeartbeatDetails,
        Failure.FailureInfoOneofCase.ResetWorkflowFailureInfo =>
            failure.ResetWorkflowFailureInfo.LastHeartbeatDetails,
        _ => null,
    };
}
