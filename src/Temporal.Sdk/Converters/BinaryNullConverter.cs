using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Encoding <c>binary/null</c>: null, without data.</summary>
public class BinaryNullConverter : IEncodingConverter
{
    private static readonly ByteString EncodingBytes = ByteString.CopyFromUtf8("binary/null");

    public string Encoding => "binary/null";

    public bool TryToPayload(object? value, out Payload? payload)
    {
        payload = value == null ? EncodedPayload.Create(EncodingBytes, ByteString.Empty) : null;
        return payload != null;
    }

    public object? ToValue(Payload payload, Type type)
    {
        if (payload.Data.Length > 0)
            throw new ArgumentException("A binary/null payload must have no data", nameof(payload));
        if (type.IsValueType && Nullable.GetUnderlyingType(type) == null)
            throw new ArgumentException($"The payload is null, but {type} can't be null", nameof(payload));
        return null;
    }
}
