using Migration.Connectors.Schema;

namespace Migration.Connectors.Types;

/// <summary>One row of the table of types: the column that one engine makes for a type of another, and how well it fits.</summary>
/// <param name="From">The dialect of the source.</param>
/// <param name="To">The dialect of the target; see <see cref="TableDefinition.Dialect"/>.</param>
/// <param name="Warning">What changes, after the column's name; null where nothing does.</param>
public sealed record TypeRule(string From, LogicalType Kind, string To, LogicalType Target, TypeFit Fit, string? Warning = null);
