using Migration.Core.Documents;

namespace Migration.Core.Configuration;

/// <summary>Finds and reads the configuration file.</summary>
public static class ConfigurationFile
{
    public const string Name = "snowflake-deploy.yaml";

    public const string Variable = "SNOWFLAKE_DEPLOY_CONFIG";

    /// <summary>
    /// The file after <c>--config</c>, else that of the variable, else the one in the current folder, else the one in the home folder.
    /// A file that was named must exist; where none was named and none is there, the configuration is empty.
    /// </summary>
    public static DocumentResult<DeploymentConfiguration> Load(ConfigurationSearch search)
    {
        var path = Find(search);
        if (path is null) return new DocumentResult<DeploymentConfiguration>(new DeploymentConfiguration(), []);
        var sink = new ProblemSink(ProblemCodes.Configuration);
        var text = DocumentFile.ReadText(path, sink);
        return text is null ? new(null, sink.Problems) : Read(text, path, search.Environment);
    }

    /// <param name="path">Absolute; gives the format and the folder that relative paths start from.</param>
    public static DocumentResult<DeploymentConfiguration> Read(string text, string path, Func<string, string?> environment)
    {
        var sink = new ProblemSink(ProblemCodes.Configuration);
        var node = DocumentText.Read(text, DocumentText.FormatOf(path), sink);
        if (node is null) return new(null, sink.Problems);
        var expanded = new VariableExpansion(environment, sink).Expand(node, DocumentPath.Root);
        var configuration = MapReader.Read(expanded, DocumentPath.Root, sink, map => ConfigurationDocument.Read(map, path));
        return new(sink.Blocks ? null : configuration, sink.Problems);
    }

    private static string? Find(ConfigurationSearch search)
    {
        if (!string.IsNullOrEmpty(search.Option)) return Path.GetFullPath(search.Option, search.CurrentFolder);
        if (search.Environment(Variable) is { Length: > 0 } named) return Path.GetFullPath(named, search.CurrentFolder);
        var here = Path.Combine(search.CurrentFolder, Name);
        return new[] { here, search.Home.Configuration }.FirstOrDefault(File.Exists);
    }
}
