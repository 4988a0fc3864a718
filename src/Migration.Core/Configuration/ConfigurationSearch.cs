namespace Migration.Core.Configuration;

/// <summary>Where to look for the configuration file.</summary>
/// <param name="Option">The path after <c>--config</c>, if it was given.</param>
/// <param name="Environment">The process's variables: <c>SNOWFLAKE_DEPLOY_CONFIG</c>, and those that the file refers to.</param>
public sealed record ConfigurationSearch(string? Option, Func<string, string?> Environment, string CurrentFolder, HomeFolder Home);
