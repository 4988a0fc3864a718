using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Encoding <c>binary/protobuf</c>: a protobuf message in its binary form.</summary>
public class BinaryProtoConverter : IEncodingConverter
{
    private static readonly ByteString EncodingBytes = ByteString.CopyFromUtf8("binary/protobuf");

    public string Encoding => "binary/protobuf";

    public bool TryToPayload(object? value, out Payload? payload)
    {
        payload = value is IMessage message
            ? ProtoPayload.Create(EncodingBytes, message, message.ToByteString())
            : null;
        return payload != null;
    }

    public object? ToValue(Payload payload, Type type) =>
        ProtoPayload.DescriptorFor(payload, type).Parser.ParseFrom(payload.Data);
}
