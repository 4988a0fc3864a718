namespace Migration.Core.Configuration;

/// <summary>Where the product keeps what is its own on this machine: <c>$SNOWFLAKE_DEPLOY_HOME</c>, else <c>~/.snowflake-deploy</c>.</summary>
public sealed record HomeFolder
{
    public const string Variable = "SNOWFLAKE_DEPLOY_HOME";

    public HomeFolder(string root) => Root = Path.GetFullPath(root);

    public string Root { get; }

    /// <summary>One YAML file per plan.</summary>
    public string Plans => Path.Combine(Root, "plans");

    /// <summary>A person's own templates, one YAML file each.</summary>
    public string Templates => Path.Combine(Root, "templates");

    public string Logs => Path.Combine(Root, "logs");

    /// <summary>The embedded server's durable state.</summary>
    public string ServerDatabase => Path.Combine(Root, "server.db");

    /// <summary>Who hosts the embedded server now, and where it listens.</summary>
    public string HostState => Path.Combine(Root, "host.json");

    /// <summary>Held by the process that hosts the embedded server.</summary>
    public string HostLock => Path.Combine(Root, "host.lock");

    public string Configuration => Path.Combine(Root, ConfigurationFile.Name);

    /// <param name="option">The folder that the command line names, if it does.</param>
    /// <param name="environment">The process's variables.</param>
    public static HomeFolder Locate(string? option, Func<string, string?> environment)
    {
        var chosen = !string.IsNullOrEmpty(option) ? option : environment(Variable);
        if (!string.IsNullOrEmpty(chosen)) return new HomeFolder(chosen);
        return new HomeFolder(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".snowflake-deploy"));
    }

    /// <summary>Creates the folders that are missing, for the user alone: logs and histories may hold keys of rows.</summary>
    public void Create()
    {
        foreach (var folder in new[] { Root, Plans, Templates, Logs })
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
