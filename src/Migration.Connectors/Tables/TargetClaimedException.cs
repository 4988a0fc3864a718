using Migration.Core.Errors;

namespace Migration.Connectors.Tables;

/// <summary>Another execution holds a table of the target.</summary>
/// <param name="advice">What to do about it, a sentence.</param>
public sealed class TargetClaimedException(string table, string holder, string advice)
    : MigrationException(ErrorCodes.TargetClaimed, $"Table '{table}' of the target is in the hands of execution '{holder}'. {advice}")
{
    public string Table { get; } = table;

    /// <summary>The id of the execution that holds it.</summary>
    public string Holder { get; } = holder;
}
