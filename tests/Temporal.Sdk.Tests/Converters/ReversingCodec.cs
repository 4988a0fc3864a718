using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace Temporalio.Tests.Converters;

/// <summary>The smallest codec whose effect is visible: it reverses the bytes.</summary>
internal sealed class ReversingCodec : IPayloadCodec
{
    public Task<IReadOnlyCollection<Payload>> EncodeAsync(IReadOnlyCollection<Payload> payloads) => Reverse(payloads);

    public Task<IReadOnlyCollection<Payload>> DecodeAsync(IReadOnlyCollection<Payload> payloads) => Reverse(payloads);

    private static Task<IReadOnlyCollection<Payload>> Reverse(IReadOnlyCollection<Payload> payloads) =>
        Task.FromResult<IReadOnlyCollection<Payload>>(payloads.Select(payload =>
        {
            var copy = payload.Clone();
            copy.Data = ByteString.CopyFrom([.. payload.Data.Reverse()]);
            return copy;
        }).ToList());
}
