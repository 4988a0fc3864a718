using Migration.Connectors.Access;
using Migration.Connectors.Ledger;
using Migration.Connectors.Rules;
using Migration.Connectors.Schema;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Ledger;
using Migration.Connectors.Snowflake.Preflight;
using Migration.Connectors.Snowflake.Rules;
using Migration.Connectors.Snowflake.Schema;
using Migration.Connectors.Snowflake.Tables;
using Migration.Connectors.Snowflake.Warehouses;
using Migration.Connectors.Tables;
using Migration.Connectors.Warehouses;
using Migration.Core.Errors;
using Migration.Core.Problems;

namespace Migration.Connectors.Snowflake;

/// <summary>A Snowflake database of the configuration. Nothing is open: each statement is a request of its own.</summary>
internal sealed class SnowflakeDatabase(DatabaseSettings settings, SnowflakeOptions options) : IDatabase
{
    public DatabaseSettings Settings { get; } = settings;

    public IRuleDialect RuleDialect { get; } = new SnowflakeRuleDialect();

    public string Account => options.Account;

    public bool CanSync(IDatabase source) => source is SnowflakeDatabase other && other.Account == Account;

    public bool CanFindRows(TableDefinition table) => KeyChoice.Of(table).Parts.Count > 0;

    public IWarehouse Warehouse => new SnowflakeWarehouse(Session());

    public async Task<IReadOnlyList<string>> ListSchemasAsync(CancellationToken cancellation) => await Session().QueryAsync(
        $"SELECT SCHEMA_NAME FROM {options.Home.Catalog}.SCHEMATA WHERE SCHEMA_NAME <> 'INFORMATION_SCHEMA' ORDER BY SCHEMA_NAME", row => row.GetString(0), cancellation);

    public async Task<bool> SchemaExistsAsync(string schema, CancellationToken cancellation) => await Session().CountAsync(
        $"SELECT COUNT(*) FROM {options.Home.Catalog}.SCHEMATA WHERE SCHEMA_NAME = {SnowflakeNames.Literal(Place(schema).Schema)}", cancellation) > 0;

    public async Task<SchemaDefinition> ReadSchemaAsync(string schema, CancellationToken cancellation)
    {
        if (!await SchemaExistsAsync(schema, cancellation))
            throw new MigrationException(ErrorCodes.SchemaUnknown,
                $"Database '{Settings.Name}' has no schema '{Place(schema).Schema}' that the role may see. It has: {string.Join(", ", await ListSchemasAsync(cancellation))}.");
        return await new SnowflakeSchemaReader(Session(), Place(schema)).ReadAsync(cancellation);
    }

    public async Task<long> CountRowsAsync(string schema, string table, string? filter, CancellationToken cancellation) =>
        await Session().CountAsync($"SELECT COUNT(*) FROM {await NameOfAsync(schema, table, cancellation)}{(filter is null ? "" : $" WHERE ({filter}\n)")}", cancellation);

    public async Task<long> EstimateBytesAsync(string schema, string table, CancellationToken cancellation) =>
        await SnowflakeSizes.OfTableAsync(Session(), Place(schema), (await TableAsync(schema, table, cancellation)).Name, cancellation);

    public async Task<string?> CheckExpressionAsync(string schema, string table, string expression, CancellationToken cancellation) =>
        await ExpressionCheck.ProblemAsync(Session(), await NameOfAsync(schema, table, cancellation), expression, cancellation);

    public Task<string?> QueryScalarAsync(string schema, string sql, CancellationToken cancellation) => Within(schema).ScalarAsync(sql, cancellation);

    public async Task<IReadOnlyList<IReadOnlyList<string?>>> QueryTextsAsync(string schema, string sql, CancellationToken cancellation) => await Within(schema).QueryAsync<IReadOnlyList<string?>>(
        sql, row => [.. Enumerable.Range(0, row.FieldCount).Select(column => row.IsDBNull(column) ? null : row.GetString(column))], cancellation);

    public Task ExecuteAsync(string schema, string sql, CancellationToken cancellation) => Within(schema).ExecuteAsync(sql, cancellation);

    public async Task CheckWritableAsync(string schema, CancellationToken cancellation) =>
        await new WriteAccess(Session(), Place(schema)).RequireAsync(await SchemaExistsAsync(schema, cancellation), cancellation);

    public Task<string?> TakeMomentAsync(CancellationToken cancellation) => SourceMoment.TakeAsync(Session(), cancellation);

    public async Task<string?> WhyNotAtMomentAsync(string schema, string table, CancellationToken cancellation) =>
        await new TablePast(Session(), Place(schema), (await TableAsync(schema, table, cancellation)).Name).WhyNoneAsync(cancellation);

    public Task<IReadOnlyList<Problem>> InspectAccessAsync(AccessQuestion question, CancellationToken cancellation) =>
        new AccessInspection(Session(), Place(question.Schema)).RunAsync(question, cancellation);

    public async Task<ITableSource> OpenSourceAsync(TableJob job, CancellationToken cancellation) =>
        await SnowflakeTableSource.OpenAsync(Session(new(job.ExecutionId, job.SourceTable), job.Statements), Place(job.SourceSchema), job, cancellation);

    public async Task<ITableTarget> OpenTargetAsync(TableJob job, ITableSource source, CancellationToken cancellation) =>
        await SnowflakeTableTarget.OpenAsync(Session(new(job.ExecutionId, job.TargetTable), job.Statements), Place(job.TargetSchema), job, source, cancellation);

    public Task<TargetOutlook> InspectTargetAsync(TableJob job, ITableSource source, CancellationToken cancellation) =>
        TargetInspection.RunAsync(Session(new(job.ExecutionId, job.TargetTable), job.Statements), Place(job.TargetSchema), job, source, cancellation);

    public Task<IReadOnlyList<RejectedRow>> ReadRejectsAsync(string schema, string executionId, string? table, CancellationToken cancellation) =>
        new RejectTable(Session(), Place(schema)).ReadAsync(executionId, table is null ? null : SnowflakeNames.Stored(table), cancellation);

    public Task<IExecutionTarget> OpenExecutionAsync(string schema, string executionId, CancellationToken cancellation) =>
        Task.FromResult<IExecutionTarget>(new SnowflakeExecutionTarget(Session(new(executionId, "")), Within(schema, new(executionId, "")), Place(schema), executionId));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private SnowflakeSession Session(QueryTag? tag = null, StatementCounter? statements = null) => new(options, options.ConnectionString, tag ?? QueryTag.None, statements);

    /// <summary>For text of the plan's author or of a view, whose names may lack a schema.</summary>
    private SnowflakeSession Within(string schema, QueryTag? tag = null) => new(options, options.ConnectionTo(Place(schema)), tag ?? QueryTag.None);

    private SchemaPlace Place(string schema) => schema.Length == 0 ? options.Home : options.Home with { Schema = SnowflakeNames.Stored(schema) };

    private async Task<string> NameOfAsync(string schema, string table, CancellationToken cancellation) => Place(schema).Of((await TableAsync(schema, table, cancellation)).Name);

    private Task<TableDefinition> TableAsync(string schema, string table, CancellationToken cancellation) =>
        new SnowflakeSchemaReader(Session(), Place(schema)).RequireTableAsync(table, Settings.Name, cancellation);
}
