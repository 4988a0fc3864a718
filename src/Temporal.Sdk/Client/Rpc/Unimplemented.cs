using Temporalio.Exceptions;

namespace Temporalio.Client.Rpc;

/// <summary>What an UNIMPLEMENTED answer means, which only its text tells.</summary>
internal static class Unimplemented
{
    private static readonly string[] CompressionWords = ["decompress", "grpc-encoding", "compressor"];
    private static readonly string[] MethodWords = ["unknown method", "unknown service", "method not found", "getsysteminfo"];

    public static bool Compression(RpcException error) => Says(error, CompressionWords);

    public static bool Method(RpcException error) => Says(error, MethodWords);

    private static bool Says(RpcException error, string[] words) =>
        error.Code == RpcException.StatusCode.Unimplemented
        && words.Any(word => error.Message.Contains(word, StringComparison.OrdinalIgnoreCase));
}
