namespace Migration.Cli.Session;

/// <summary>The world outside of one invocation: streams, variables, folder, clock.</summary>
internal sealed record CliEnvironment
{
    public required TextWriter Out { get; init; }
    public required TextWriter Error { get; init; }
    public required Func<string, string?> Variable { get; init; }
    public required string CurrentFolder { get; init; }
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Colours and live views are for terminals alone.</summary>
    public bool OutIsTerminal { get; init; }

    /// <summary>How the user calls this program; printed commands start with it.</summary>
    public string ProgramName => Variable("SNOWFLAKE_DEPLOY_SCRIPT") is { Length: > 0 } name ? name : "snowflake-deploy";

    public static CliEnvironment OfProcess() => new()
    {
        Out = Console.Out,
        Error = Console.Error,
        Variable = Environment.GetEnvironmentVariable,
        CurrentFolder = Environment.CurrentDirectory,
        OutIsTerminal = !Console.IsOutputRedirected,
    };
}
