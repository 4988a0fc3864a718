namespace Temporalio.Exceptions;

/// <summary>Heartbeat of an asynchronously completed activity learned that it is cancelled.</summary>
public class AsyncActivityCanceledException() : TemporalException("Activity cancelled");
