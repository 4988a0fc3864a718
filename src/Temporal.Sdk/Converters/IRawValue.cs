using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>A value left as a payload: decoded by the codec, not yet converted.</summary>
public interface IRawValue
{
    Payload Payload { get; }
}
