using System.CommandLine;

namespace Migration.Cli.Session;

/// <summary>The options that every command has.</summary>
internal sealed class GlobalOptions
{
    public Option<string?> Config { get; } = new("--config")
    {
        Description = "Configuration file (default: $SNOWFLAKE_DEPLOY_CONFIG, ./snowflake-deploy.yaml, then the home folder's)",
        HelpName = "FILE",
        Recursive = true,
    };

    public Option<string?> Home { get; } = new("--home")
    {
        Description = "Home folder: plans, host, logs (default: $SNOWFLAKE_DEPLOY_HOME, then ~/.snowflake-deploy)",
        HelpName = "DIR",
        Recursive = true,
    };

    public Option<string> Output { get; } = new("--output", "-o")
    {
        Description = "text or json",
        HelpName = "FORMAT",
        Recursive = true,
        DefaultValueFactory = _ => "text",
    };

    public GlobalOptions() => Output.AcceptOnlyFromAmong("text", "json");

    public void AddTo(RootCommand root)
    {
        root.Options.Add(Config);
        root.Options.Add(Home);
        root.Options.Add(Output);
    }
}
