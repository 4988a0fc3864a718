using Migration.Core.Errors;

namespace Migration.Connectors.Comparison;

/// <summary>A table of a configured database, as a person names it: <c>DATABASE.schema.table</c>, or <c>DATABASE.table</c> in the engine's default schema.</summary>
public sealed record TableAddress(string Database, string Schema, string Table)
{
    public static TableAddress Parse(string text)
    {
        var parts = text.Split('.', 3);
        return Array.Exists(parts, string.IsNullOrWhiteSpace) || parts.Length < 2
            ? throw new MigrationException(ErrorCodes.TableUnknown, $"'{text}' names no table. Write DATABASE.schema.table, or DATABASE.table for the default schema.")
            : new(parts[0], parts.Length == 3 ? parts[1] : "", parts[^1]);
    }

    public override string ToString() => string.Join('.', new[] { Database, Schema, Table }.Where(part => part.Length > 0));
}
