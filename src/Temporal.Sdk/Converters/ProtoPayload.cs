using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>What both protobuf encodings share: the message type named in the metadata.</summary>
internal static class ProtoPayload
{
    private const string MessageType = "messageType";

    public static Payload Create(ByteString encoding, IMessage message, ByteString data)
    {
        var payload = EncodedPayload.Create(encoding, data);
        payload.Metadata[MessageType] = ByteString.CopyFromUtf8(message.Descriptor.FullName);
        return payload;
    }

    public static MessageDescriptor DescriptorFor(Payload payload, Type type)
    {
        var descriptor = type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)
            ?.GetValue(null) as MessageDescriptor
            ?? throw new ArgumentException($"The payload is a protobuf message, but {type} is not", nameof(type));
        if (!payload.Metadata.TryGetValue(MessageType, out var name))
            throw new ArgumentException("The protobuf payload names no message type", nameof(payload));
        if (name.ToStringUtf8() != descriptor.FullName)
        {
            throw new ArgumentException(
                $"The payload is a {name.ToStringUtf8()}, but {descriptor.FullName} is expected", nameof(payload));
        }
        return descriptor;
    }
}
