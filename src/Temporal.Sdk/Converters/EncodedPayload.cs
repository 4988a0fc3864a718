using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

internal static class EncodedPayload
{
    public static Payload Create(ByteString encoding, ByteString data) =>
        new() { Metadata = { ["encoding"] = encoding }, Data = data };
}
