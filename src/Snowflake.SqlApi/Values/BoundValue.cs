namespace Snowflake.SqlApi.Values;

/// <summary>A value as a request binds it: type and text; null is no text.</summary>
internal sealed record BoundValue(string Type, string? Text);
