namespace Migration.Client;

/// <summary>What became of an operator's request.</summary>
public enum SignalVerdict
{
    Accepted,

    /// <summary>What is asked for is the case already; asking again is no error.</summary>
    AlreadySo,
    Refused,

    /// <summary>It was delivered while no worker runs: Temporal keeps it for the first that does.</summary>
    Unanswered,
}
