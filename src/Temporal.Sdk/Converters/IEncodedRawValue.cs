using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>A payload as the server holds it, which the codec has not seen yet.</summary>
public interface IEncodedRawValue
{
    Payload Payload { get; }

    Task<T> ToValueAsync<T>();

    Task<object?> ToValueAsync(Type type);
}
