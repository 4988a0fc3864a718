using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Encoding <c>binary/plain</c>: a byte array.</summary>
public class BinaryPlainConverter : IEncodingConverter
{
    private static readonly ByteString EncodingBytes = ByteString.CopyFromUtf8("binary/plain");

    public string Encoding => "binary/plain";

    public bool TryToPayload(object? value, out Payload? payload)
    {
        payload = value is byte[] bytes
            ? EncodedPayload.Create(EncodingBytes, ByteString.CopyFrom(bytes))
            : null;
        return payload != null;
    }

    public object? ToValue(Payload payload, Type type) => type == typeof(byte[])
        ? payload.Data.ToByteArray()
        : throw new ArgumentException($"The payload is a byte array, but {type} is expected", nameof(type));
}
