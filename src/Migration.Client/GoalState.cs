namespace Migration.Client;

/// <summary>How far a request has come.</summary>
public enum GoalState
{
    Pending,
    Reached,

    /// <summary>The execution came to rest elsewhere.</summary>
    Missed,
}
