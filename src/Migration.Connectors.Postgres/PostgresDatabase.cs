using Migration.Connectors.Ledger;
using Migration.Connectors.Postgres.Engine;
using Migration.Connectors.Postgres.Ledger;
using Migration.Connectors.Postgres.Rules;
using Migration.Connectors.Postgres.Schema;
using Migration.Connectors.Postgres.Tables;
using Migration.Connectors.Rules;
using Migration.Connectors.Schema;
using Migration.Connectors.Tables;
using Migration.Core.Errors;

namespace Migration.Connectors.Postgres;

/// <summary>A PostgreSQL database of the configuration. Sessions are taken from Npgsql's pool for each call.</summary>
internal sealed class PostgresDatabase(DatabaseSettings settings, PostgresOptions options) : IDatabase
{
    private const string DefaultSchema = "public";

    public DatabaseSettings Settings { get; } = settings;

    public bool HasUnloggedTables => true;

    public IRuleDialect RuleDialect { get; } = new PostgresRuleDialect();

    public Task<IReadOnlyList<string>> ListSchemasAsync(CancellationToken cancellation) => WithAsync<IReadOnlyList<string>>("", async session => await session.QueryAsync(
        "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' ORDER BY nspname", row => row.GetString(0), cancellation), cancellation);

    public Task<bool> SchemaExistsAsync(string schema, CancellationToken cancellation) => WithAsync("", session => ExistsAsync(session, Named(schema), cancellation), cancellation);

    public Task<SchemaDefinition> ReadSchemaAsync(string schema, CancellationToken cancellation) => WithAsync(schema, async session =>
    {
        await RequireSchemaAsync(session, schema, cancellation);
        return await new PostgresSchemaReader(session, Named(schema)).ReadAsync(cancellation);
    }, cancellation);

    public Task<long> CountRowsAsync(string schema, string table, string? filter, CancellationToken cancellation) => OnTableAsync(schema, table, (session, found) =>
        session.ScalarAsync<long>($"SELECT count(*) FROM {(found.HasChildren ? "ONLY " : "")}{PostgresNames.Of(Named(schema), found.Name)}{(filter is null ? "" : $" WHERE ({filter}\n)")}", cancellation), cancellation);

    public Task<long> EstimateBytesAsync(string schema, string table, CancellationToken cancellation) => OnTableAsync(schema, table, (session, found) =>
        PostgresSizes.OfTableAsync(session, PostgresNames.Of(Named(schema), found.Name), cancellation), cancellation);

    public Task<string?> CheckExpressionAsync(string schema, string table, string expression, CancellationToken cancellation) => OnTableAsync(schema, table, (session, found) =>
        ExpressionCheck.ProblemAsync(session, PostgresNames.Of(Named(schema), found.Name), expression, cancellation), cancellation);

    public Task<string?> QueryScalarAsync(string schema, string sql, CancellationToken cancellation) => WithAsync(schema, async session =>
        // As text, whatever its type: the server's own form of it.
        await session.ScalarAsync<string>($"SELECT (SELECT t FROM ({sql}\n) AS q(t) LIMIT 1)::text", cancellation), cancellation);

    public Task<IReadOnlyList<IReadOnlyList<string?>>> QueryTextsAsync(string schema, string sql, CancellationToken cancellation) => WithAsync<IReadOnlyList<IReadOnlyList<string?>>>(schema, async session =>
        await session.QueryAsync<IReadOnlyList<string?>>(
            sql, row => [.. Enumerable.Range(0, row.FieldCount).Select(i => row.IsDBNull(i) ? null : row.GetString(i))], cancellation), cancellation);

    public Task ExecuteAsync(string schema, string sql, CancellationToken cancellation) => WithAsync(schema, session => session.ExecuteAsync(sql, cancellation), cancellation);

    public Task CheckWritableAsync(string schema, CancellationToken cancellation) => WithAsync("", async session =>
    {
        if (await session.ScalarAsync<bool>("SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::bool", cancellation))
            throw new MigrationException(ErrorCodes.DatabaseReadOnly, $"Database '{Settings.Name}' takes no writes: it is a standby or read-only. Connect to the primary, or choose another target.");
        var exists = await ExistsAsync(session, Named(schema), cancellation);
        var may = exists
            ? await session.ScalarAsync<bool>("SELECT has_schema_privilege($1, 'CREATE, USAGE')", cancellation, Named(schema))
            : await session.ScalarAsync<bool>("SELECT has_database_privilege(current_database(), 'CREATE')", cancellation);
        if (!may)
            throw new MigrationException(ErrorCodes.DatabaseUnreadable,
                $"Database '{Settings.Name}': the user may not create {(exists ? $"tables in schema '{Named(schema)}'" : $"schema '{Named(schema)}'")}. Grant CREATE to the user of the connection.");
        return true;
    }, cancellation);

    public async Task<ITableSource> OpenSourceAsync(TableJob job, CancellationToken cancellation) => await PostgresTableSource.OpenAsync(
        await OpenAsync(job.SourceSchema, $"{job.ExecutionId} {job.SourceTable}", cancellation, job.Statements), Named(job.SourceSchema), job, cancellation);

    public async Task<ITableTarget> OpenTargetAsync(TableJob job, ITableSource source, CancellationToken cancellation) => await PostgresTableTarget.OpenAsync(
        Named(job.TargetSchema), job, source, stop => OpenAsync(job.TargetSchema, $"{job.ExecutionId} {job.TargetTable}", stop, job.Statements), cancellation);

    public Task<TargetOutlook> InspectTargetAsync(TableJob job, ITableSource source, CancellationToken cancellation) => WithAsync(job.TargetSchema, async session =>
        await new TargetInspection(session, Named(job.TargetSchema), job, source).RunAsync(cancellation), cancellation);

    public Task<IReadOnlyList<RejectedRow>> ReadRejectsAsync(string schema, string executionId, string? table, CancellationToken cancellation) =>
        WithAsync(schema, session => RejectTable.ReadAsync(session, executionId, table ?? "", cancellation), cancellation);

    public async Task<IExecutionTarget> OpenExecutionAsync(string schema, string executionId, CancellationToken cancellation) =>
        new PostgresExecutionTarget(await OpenAsync(schema, executionId, cancellation), Named(schema), executionId, stop => OpenAsync(schema, executionId, stop));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<PostgresSession> OpenAsync(string schema, string purpose, CancellationToken cancellation, StatementCounter? statements = null) =>
        PostgresSession.OpenAsync(options, Named(schema), purpose, cancellation, statements);

    private async Task<T> WithAsync<T>(string schema, Func<PostgresSession, Task<T>> use, CancellationToken cancellation)
    {
        await using var session = await OpenAsync(schema, "", cancellation);
        return await use(session);
    }

    private Task<T> OnTableAsync<T>(string schema, string table, Func<PostgresSession, TableDefinition, Task<T>> use, CancellationToken cancellation) => WithAsync(schema, async session =>
        await use(session, await new PostgresSchemaReader(session, Named(schema)).RequireTableAsync(table, Settings.Name, cancellation)), cancellation);

    private async Task RequireSchemaAsync(PostgresSession session, string schema, CancellationToken cancellation)
    {
        if (!await ExistsAsync(session, Named(schema), cancellation))
            throw new MigrationException(ErrorCodes.SchemaUnknown,
                $"Database '{Settings.Name}' has no schema '{Named(schema)}'. It has: {string.Join(", ", await ListSchemasAsync(cancellation))}.");
    }

    private static Task<bool> ExistsAsync(PostgresSession session, string schema, CancellationToken cancellation) =>
        session.ScalarAsync<bool>("SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = $1)", cancellation, schema);

    private static string Named(string schema) => schema.Length == 0 ? DefaultSchema : schema;
}
