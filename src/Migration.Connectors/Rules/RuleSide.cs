using Migration.Connectors.Schema;
using Migration.Core.Errors;

namespace Migration.Connectors.Rules;

/// <summary>One side's schema, as rules ask it. Its definition is read once.</summary>
public sealed class RuleSide(IDatabase database, string schema)
{
    private SchemaDefinition? _definition;

    public IRuleDialect Dialect => database.RuleDialect;

    /// <summary>As of which rows of tables are asked for; null for as they are. A query of the plan is asked as it is written.</summary>
    public string? Moment { get; init; }

    /// <summary>After a table's name.</summary>
    public string Past => Moment is null ? "" : Dialect.AsOf(Moment);

    public async Task<SchemaDefinition> DefinitionAsync(CancellationToken cancellation) =>
        _definition ??= await database.ReadSchemaAsync(schema, cancellation);

    public async Task<TableDefinition> TableAsync(string name, CancellationToken cancellation) =>
        (await DefinitionAsync(cancellation)).FindTable(name)
        ?? throw new MigrationException(ErrorCodes.TableUnknown, $"Database '{database.Settings.Name}' has no table '{name}' that a validation could look at. Correct the rule.");

    public Task<string?> ScalarAsync(string query, CancellationToken cancellation) => database.QueryScalarAsync(schema, query, cancellation);

    /// <summary>Rows as texts, NULL as null.</summary>
    public Task<IReadOnlyList<IReadOnlyList<string?>>> RowsAsync(string query, CancellationToken cancellation) => database.QueryTextsAsync(schema, query, cancellation);
}
