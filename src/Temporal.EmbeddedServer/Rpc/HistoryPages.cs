using Google.Protobuf;
using Temporal.EmbeddedServer.Storage;
using Temporalio.Api.History.V1;

namespace Temporal.EmbeddedServer.Rpc;

/// <summary>Cuts histories into pages.</summary>
internal static class HistoryPages
{
    public const int MaxSize = 256;

    public static int Size(int asked) => asked is <= 0 or > MaxSize ? MaxSize : asked;

    public static HistoryToken? Parse(ByteString token)
    {
        if (token.IsEmpty)
        {
            return null;
        }

        try
        {
            var parsed = HistoryToken.Parser.ParseFrom(token);
            return parsed is { RunId.Length: > 0, NextEventId: > 0 } ? parsed : throw Invalid();
        }
        catch (InvalidProtocolBufferException)
        {
            throw Invalid();
        }
    }

    /// <summary>The next page of a history with a fixed end, and the token of the one after it.</summary>
    public static (List<HistoryEvent> Events, ByteString Next) Read(HistoryReader history, HistoryToken token, int size)
    {
        var events = token.NextEventId > token.LastEventId ? [] : history.Read(token.RunId, token.NextEventId, token.LastEventId, size);
        if (events.Count > 0 && events[^1].EventId < token.LastEventId)
        {
            var next = token.Clone();
            next.NextEventId = events[^1].EventId + 1;
            return (events, next.ToByteString());
        }

        events.AddRange(token.Unwritten);
        return (events, ByteString.Empty);
    }

    private static GrpcException Invalid() => new(GrpcStatusCode.InvalidArgument, "Invalid NextPageToken.");
}
