using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>An encoded payload with the converter that reads it.</summary>
public record EncodedRawValue(DataConverter DataConverter, Payload Payload) : IEncodedRawValue
{
    public Task<T> ToValueAsync<T>() => DataConverter.ToValueAsync<T>(Payload);

    public Task<object?> ToValueAsync(Type type) => DataConverter.ToValueAsync(Payload, type);
}
