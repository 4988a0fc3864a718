using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>A payload that the converters pass through untouched.</summary>
public record RawValue(Payload Payload) : IRawValue;
