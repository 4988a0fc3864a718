using Migration.Core.Errors;

namespace Migration.Cli.Errors;

/// <summary>A failure that knows what the user should do next.</summary>
internal sealed class CliException(string code, string message, string fix, Exception? inner = null)
    : MigrationException(code, message, inner: inner)
{
    public string Fix { get; } = fix;
}
