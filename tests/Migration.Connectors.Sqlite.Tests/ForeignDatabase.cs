using Migration.Connectors.Rules;
using Migration.Connectors.Schema;
using Migration.Connectors.Tables;

namespace Migration.Connectors.Sqlite.Tests;

/// <summary>A SQLite database whose tables are <see cref="ForeignSource"/>s.</summary>
internal sealed class ForeignDatabase(IDatabase inner) : IDatabase
{
    public DatabaseSettings Settings => inner.Settings;

    public IRuleDialect RuleDialect => inner.RuleDialect;

    public async Task<ITableSource> OpenSourceAsync(TableJob job, CancellationToken cancellation) => new ForeignSource(await inner.OpenSourceAsync(job, cancellation));

    public Task<IReadOnlyList<string>> ListSchemasAsync(CancellationToken cancellation) => inner.ListSchemasAsync(cancellation);

    public Task<bool> SchemaExistsAsync(string schema, CancellationToken cancellation) => inner.SchemaExistsAsync(schema, cancellation);

    public Task<SchemaDefinition> ReadSchemaAsync(string schema, CancellationToken cancellation) => inner.ReadSchemaAsync(schema, cancellation);

    public Task<long> CountRowsAsync(string schema, string table, string? filter, CancellationToken cancellation) => inner.CountRowsAsync(schema, table, filter, cancellation);

    public Task<long> EstimateBytesAsync(string schema, string table, CancellationToken cancellation) => inner.EstimateBytesAsync(schema, table, cancellation);

    public Task<string?> CheckExpressionAsync(string schema, string table, string expression, CancellationToken cancellation) => inner.CheckExpressionAsync(schema, table, expression, cancellation);

    public Task<string?> QueryScalarAsync(string schema, string sql, CancellationToken cancellation) => inner.QueryScalarAsync(schema, sql, cancellation);

    public Task<IReadOnlyList<IReadOnlyList<string?>>> QueryTextsAsync(string schema, string sql, CancellationToken cancellation) => inner.QueryTextsAsync(schema, sql, cancellation);

    public Task ExecuteAsync(string schema, string sql, CancellationToken cancellation) => inner.ExecuteAsync(schema, sql, cancellation);

    public Task CheckWritableAsync(string schema, CancellationToken cancellation) => inner.CheckWritableAsync(schema, cancellation);

    public Task<ITableTarget> OpenTargetAsync(TableJob job, ITableSource source, CancellationToken cancellation) => inner.OpenTargetAsync(job, source, cancellation);

    public Task<TargetOutlook> InspectTargetAsync(TableJob job, ITableSource source, CancellationToken cancellation) => inner.InspectTargetAsync(job, source, cancellation);

    public Task<IExecutionTarget> OpenExecutionAsync(string schema, string executionId, CancellationToken cancellation) => inner.OpenExecutionAsync(schema, executionId, cancellation);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
