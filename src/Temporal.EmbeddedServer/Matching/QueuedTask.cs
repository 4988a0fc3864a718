namespace Temporal.EmbeddedServer.Matching;

/// <summary>A reference to something that a worker should do. Whether it still is to be done is checked when a worker takes it.</summary>
internal abstract record QueuedTask
{
    public sealed record Workflow(string RunId, long Stamp) : QueuedTask;

    public sealed record Activity(string RunId, long ScheduledEventId, int Attempt) : QueuedTask;

    public sealed record Query(Queries.PendingQuery Pending) : QueuedTask;
}
