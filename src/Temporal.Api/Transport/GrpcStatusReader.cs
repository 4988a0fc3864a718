using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporal.Api.Transport;

/// <summary>Turns the status of an HTTP answer into a <see cref="GrpcException"/>, or null for OK.</summary>
internal static class GrpcStatusReader
{
    public static GrpcException? Read(HttpResponseMessage response)
    {
        var headers = response.Headers.Contains("grpc-status") ? (HttpHeaders)response.Headers : response.TrailingHeaders;
        if (Value(headers, "grpc-status") is not { } text)
        {
            return WithoutStatus(response);
        }

        if (!int.TryParse(text, out var code))
        {
            return new GrpcException(GrpcStatusCode.Unknown, $"The server answered with grpc-status '{text}', which is not a number.");
        }

        return code == 0
            ? null
            : new GrpcException((GrpcStatusCode)code, GrpcMessageText.Decode(Value(headers, "grpc-message") ?? string.Empty), Details(headers));
    }

    private static GrpcException WithoutStatus(HttpResponseMessage response)
    {
        var code = response.StatusCode switch
        {
            HttpStatusCode.OK => GrpcStatusCode.Unknown,
            HttpStatusCode.BadRequest => GrpcStatusCode.Internal,
            HttpStatusCode.Unauthorized => GrpcStatusCode.Unauthenticated,
            HttpStatusCode.Forbidden => GrpcStatusCode.PermissionDenied,
            HttpStatusCode.NotFound => GrpcStatusCode.Unimplemented,
            HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable
                or HttpStatusCode.GatewayTimeout => GrpcStatusCode.Unavailable,
            _ => GrpcStatusCode.Unknown,
        };
        return new GrpcException(code, $"The server answered HTTP {(int)response.StatusCode} without a grpc-status.");
    }

    private static GrpcStatus? Details(HttpHeaders headers)
    {
        if (Value(headers, "grpc-status-details-bin") is not { } text)
        {
            return null;
        }

        try
        {
            return GrpcStatus.Parser.ParseFrom(Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '=')));
        }
        catch (Exception error) when (error is FormatException or InvalidProtocolBufferException)
        {
            // A status that can't be read must not hide the status that can.
            return null;
        }
    }

    private static string? Value(HttpHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? string.Concat(values) : null;
}
