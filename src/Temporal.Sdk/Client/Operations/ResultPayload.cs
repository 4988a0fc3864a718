using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace Temporalio.Client.Operations;

/// <summary>Results and arguments as lists of payloads, where none is written as nothing at all.</summary>
internal static class ResultPayload
{
    /// <summary>The default where there is no result, or nobody asks for it.</summary>
    public static async Task<TResult> ToValueAsync<TResult>(DataConverter converter, Payloads? payloads) =>
        payloads is not { Payloads_.Count: > 0 } || typeof(TResult) == typeof(ValueTuple)
            ? default!
            : await converter.ToSingleValueAsync<TResult>(payloads.Payloads_).ConfigureAwait(false);

    public static async Task<Payloads?> ToOptionalPayloadsAsync(
        this DataConverter converter, IReadOnlyCollection<object?>? values) =>
        values is not { Count: > 0 }
            ? null
            : new Payloads { Payloads_ = { await converter.ToPayloadsAsync(values).ConfigureAwait(false) } };
}
