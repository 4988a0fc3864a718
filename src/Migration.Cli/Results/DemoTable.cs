namespace Migration.Cli.Results;

/// <summary>One table of the demo's proof.</summary>
internal sealed record DemoTable(string Name, long SourceRows, long TargetRows, string SourceHash, string TargetHash, bool Equal);
