namespace Migration.EndToEnd.Crashes;

/// <summary>What an execution was at when it lost its process.</summary>
internal enum CrashMoment
{
    Copy,
    Pause,
    Validation,
    Rollback,
}
