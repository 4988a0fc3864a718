using Migration.Core.Errors;

namespace Migration.Connectors.Sqlite.Engine;

/// <summary>A failure that SQLite reported.</summary>
internal sealed class SqliteFailure(string code, int resultCode, string message, bool transient)
    : MigrationException(code, message, transient)
{
    /// <summary>SQLite's extended result code.</summary>
    public int ResultCode { get; } = resultCode;

    public bool IsConstraint => (ResultCode & 0xff) == 19 || ResultCode == 20;
}
