using Google.Protobuf;

namespace Temporal.EmbeddedServer.Rpc;

/// <summary>Reads the tokens that workers send back.</summary>
internal static class TaskTokens
{
    public static TaskToken Parse(ByteString token)
    {
        if (token.IsEmpty)
        {
            throw new GrpcException(GrpcStatusCode.InvalidArgument, "Task token not set on request.");
        }

        try
        {
            return TaskToken.Parser.ParseFrom(token);
        }
        catch (InvalidProtocolBufferException)
        {
            throw new GrpcException(GrpcStatusCode.InvalidArgument, "Error deserializing task token.");
        }
    }
}
