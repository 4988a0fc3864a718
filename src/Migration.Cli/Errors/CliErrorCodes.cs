namespace Migration.Cli.Errors;

/// <summary>Codes of failures that only the command line meets; docs/cli.md explains each.</summary>
internal static class CliErrorCodes
{
    public const string Usage = "USAGE";
    public const string CommandUnsupported = "COMMAND_UNSUPPORTED";
    public const string FileNotFound = "FILE_NOT_FOUND";
    public const string FileUnreadable = "FILE_UNREADABLE";
    public const string HostRunning = "HOST_RUNNING";
    public const string HostNotRunning = "HOST_NOT_RUNNING";
    public const string HostFailed = "HOST_FAILED";
    public const string HostConfigOther = "HOST_CONFIG_OTHER";
    public const string PortInUse = "PORT_IN_USE";
    public const string StateRefuses = Client.SignalPolicy.StateRefuses;
    public const string MigrationFailed = "MIGRATION_FAILED";
    public const string Interrupted = "INTERRUPTED";
}
