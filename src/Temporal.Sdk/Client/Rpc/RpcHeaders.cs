using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Temporalio.Client.Rpc;

/// <summary>Headers of a call: who calls, for which namespace, with which key, and what the user adds.</summary>
internal static class RpcHeaders
{
    private static readonly string Version =
        typeof(RpcHeaders).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>Later entries win over earlier ones of the same name.</summary>
    public static List<KeyValuePair<string, string>> Of(
        TemporalConnection connection, IMessage request, RpcOptions? options)
    {
        List<KeyValuePair<string, string>> headers =
        [
            new("client-name", "temporal-dotnet-managed"),
            new("client-version", Version),
        ];
        if (Namespace(request) is { Length: > 0 } name)
            headers.Add(new("temporal-namespace", name));
        if (connection.ApiKey is { Length: > 0 } key)
            headers.Add(new("authorization", $"Bearer {key}"));
        headers.AddRange(connection.RpcMetadata);
        headers.AddRange(Text(connection.RpcBinaryMetadata));
        headers.AddRange(options?.Metadata ?? []);
        headers.AddRange(Text(options?.BinaryMetadata ?? []));
        return headers;
    }

    private static string? Namespace(IMessage request) =>
        request.Descriptor.FindFieldByName("namespace") is { FieldType: FieldType.String } field
            ? field.Accessor.GetValue(request) as string
            : null;

    private static IEnumerable<KeyValuePair<string, string>> Text(
        IReadOnlyCollection<KeyValuePair<string, byte[]>> binary) =>
        binary.Select(header => KeyValuePair.Create(header.Key, Convert.ToBase64String(header.Value)));
}
