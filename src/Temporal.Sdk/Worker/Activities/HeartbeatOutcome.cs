namespace Temporalio.Worker.Activities;

/// <summary>What became of a heartbeat.</summary>
internal enum HeartbeatOutcome
{
    Sent,

    /// <summary>The server was away; the details are worth another try.</summary>
    NotSent,

    /// <summary>The attempt is gone, or its details can't be written: no later one will do better.</summary>
    Pointless,
}
