namespace Temporal.EmbeddedServer.Rpc;

/// <summary>How long a call may wait before it answers empty.</summary>
internal static class LongPoll
{
    public static readonly TimeSpan TaskWait = TimeSpan.FromSeconds(60);

    /// <summary>The usual wait, or less: the answer must be there before the client's deadline.</summary>
    public static TimeSpan Limit(GrpcServerCall call, TimeSpan usual)
    {
        if (call.Timeout is not { } deadline)
        {
            return usual;
        }

        var beforeDeadline = deadline > TimeSpan.FromSeconds(2) ? deadline - TimeSpan.FromSeconds(1) : deadline / 2;
        return beforeDeadline < usual ? beforeDeadline : usual;
    }
}
