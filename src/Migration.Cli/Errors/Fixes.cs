using Migration.Core.Errors;

namespace Migration.Cli.Errors;

/// <summary>What to do about an error that came without advice of its own.</summary>
internal static class Fixes
{
    public static string For(string code, string program) => code switch
    {
        ErrorCodes.ExecutionNotFound => $"`{program} migrate list` shows the executions.",
        ErrorCodes.ExecutionRunning => $"Wait for it, or end it with `{program} migrate cancel`.",
        ErrorCodes.ServerUnreachable => $"`{program} server status` shows whether a host runs; look into its log.",
        ErrorCodes.Timeout => $"Run the command again; `{program} server status` shows whether a host runs, and with a worker.",
        ErrorCodes.Internal => "The host's log has the details. Please report this.",
        _ => "",
    };
}
