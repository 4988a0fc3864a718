namespace Temporal.EmbeddedServer.Matching;

/// <summary>Names one queue of one kind of task.</summary>
internal sealed record TaskQueueKey(string Namespace, TaskQueueType Type, string Name);
