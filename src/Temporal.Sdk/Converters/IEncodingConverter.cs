using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>One payload encoding, named by the payload's <c>encoding</c> metadata.</summary>
public interface IEncodingConverter
{
    string Encoding { get; }

    /// <summary>False when this encoding is not for such values; the next one is then asked.</summary>
    bool TryToPayload(object? value, out Payload? payload);

    object? ToValue(Payload payload, Type type);
}
