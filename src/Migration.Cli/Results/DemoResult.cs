namespace Migration.Cli.Results;

/// <summary>How the demo ended.</summary>
internal sealed record DemoResult(string ExecutionId, string Home, bool Equal, double Seconds, IReadOnlyList<DemoTable> Tables);
