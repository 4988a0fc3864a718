using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Asks an ordered list of encodings; by default null, bytes, protobuf as JSON or binary, JSON.</summary>
public class DefaultPayloadConverter : IPayloadConverter
{
    public DefaultPayloadConverter()
        : this(new JsonSerializerOptions())
    {
    }

    public DefaultPayloadConverter(JsonSerializerOptions jsonSerializerOptions)
        : this(
            new BinaryNullConverter(),
            new BinaryPlainConverter(),
            new JsonProtoConverter(),
            new BinaryProtoConverter(),
            new JsonPlainConverter(jsonSerializerOptions))
    {
    }

    public DefaultPayloadConverter(params IEncodingConverter[] encodingConverters)
    {
        EncodingConverters = Array.AsReadOnly(encodingConverters);
        IndexedEncodingConverters =
            encodingConverters.ToDictionary(converter => ByteString.CopyFromUtf8(converter.Encoding));
    }

    public IReadOnlyCollection<IEncodingConverter> EncodingConverters { get; }

    protected IReadOnlyDictionary<ByteString, IEncodingConverter> IndexedEncodingConverters { get; }

    public Payload ToPayload(object? value)
    {
        if (value is IRawValue raw)
            return raw.Payload;
        if (value is IEncodedRawValue)
            throw new InvalidOperationException("An encoded raw value has to be decoded before it is sent again");
        foreach (var converter in EncodingConverters)
        {
            if (converter.TryToPayload(value, out var payload))
                return payload!;
        }
        throw new ArgumentException($"No payload encoding takes a value of type {value?.GetType().ToString() ?? "null"}", nameof(value));
    }

    public object? ToValue(Payload payload, Type type)
    {
        if (type == typeof(IRawValue) || type == typeof(RawValue))
            return new RawValue(payload);
        if (!payload.Metadata.TryGetValue("encoding", out var encoding))
            throw new ArgumentException("The payload names no encoding", nameof(payload));
        return IndexedEncodingConverters.TryGetValue(encoding, out var converter)
            ? converter.ToValue(payload, type)
            : throw new ArgumentException($"Unknown payload encoding {encoding.ToStringUtf8()}", nameof(payload));
    }
}
