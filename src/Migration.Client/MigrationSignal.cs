namespace Migration.Client;

/// <summary>What an operator can ask of an execution. The names in lower case are the workflow's signal names.</summary>
public enum MigrationSignal
{
    Pause,
    Resume,
    Cancel,
    Rollback,
    Finalize,
    Skip,
    Retry,
    Tune,
}
