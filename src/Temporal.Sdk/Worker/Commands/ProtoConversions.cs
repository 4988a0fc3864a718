using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Converters;

namespace Temporalio.Worker.Commands;

/// <summary>Small conversions that commands share.</summary>
internal static class ProtoConversions
{
    internal static Duration? ToProto(this TimeSpan? time) => time is { } set ? Duration.FromTimeSpan(set) : null;

    internal static Payloads ToProtoPayloads(this IPayloadConverter converter, IReadOnlyCollection<object?> values) =>
        new() { Payloads_ = { converter.ToPayloads(values) } };

    internal static Memo ToMemo(this IPayloadConverter converter, IReadOnlyDictionary<string, object> values)
    {
        var memo = new Memo();
        foreach (var (key, value) in values)
            memo.Fields[key] = converter.ToPayload(value);
        return memo;
    }

    internal static UserMetadata? ToMetadata(
        this IPayloadConverter converter, string? summary, string? details = null) =>
        summary == null && details == null
            ? null
            : new()
            {
                Summary = summary == null ? null : converter.ToPayload(summary),
                Details = details == null ? null : converter.ToPayload(details),
            };

    /// <summary>The single value of a result, or the default for a caller that wants none.</summary>
    internal static T ToResult<T>(this IPayloadConverter converter, Payloads? result) =>
        typeof(T) == typeof(ValueTuple) || result is not { Payloads_.Count: > 0 }
            ? default!
            : converter.ToValue<T>(result.Payloads_[0]);
}
