using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Transforms payload bytes on the way to and from the server, for example by encryption.</summary>
public interface IPayloadCodec
{
    /// <summary>Encodes a whole set; the answer may differ from it in number.</summary>
    Task<IReadOnlyCollection<Payload>> EncodeAsync(IReadOnlyCollection<Payload> payloads);

    Task<IReadOnlyCollection<Payload>> DecodeAsync(IReadOnlyCollection<Payload> payloads);
}
