using Migration.Connectors.Ledger;
using Migration.Connectors.Rules;
using Migration.Connectors.Schema;
using Migration.Connectors.Sqlite.Engine;
using Migration.Connectors.Sqlite.Ledger;
using Migration.Connectors.Sqlite.Rules;
using Migration.Connectors.Sqlite.Schema;
using Migration.Connectors.Sqlite.Tables;
using Migration.Connectors.Tables;
using Migration.Core.Errors;

namespace Migration.Connectors.Sqlite;

/// <summary>A SQLite database of the configuration. Sessions open per call: a file is held no longer than it is read.</summary>
internal sealed class SqliteDatabase(DatabaseSettings settings) : IDatabase
{
    private readonly SqliteLocation _location = new(settings);

    public DatabaseSettings Settings { get; } = settings;

    public IRuleDialect RuleDialect { get; } = new SqliteRuleDialect();

    public Task<IReadOnlyList<string>> ListSchemasAsync(CancellationToken cancellation) => Task.FromResult(_location.ListSchemas());

    public Task<bool> SchemaExistsAsync(string schema, CancellationToken cancellation) => Task.FromResult(_location.HasSchema(schema));

    public Task<SchemaDefinition> ReadSchemaAsync(string schema, CancellationToken cancellation) =>
        ReadAsync(schema, session => new SqliteSchemaReader(session).Read(schema.Length == 0 ? SqliteLocation.DefaultSchema : schema), cancellation);

    public Task<long> CountRowsAsync(string schema, string table, string? filter, CancellationToken cancellation) =>
        ReadAsync(schema, session =>
        {
            RequireTable(session, table);
            return session.QueryInteger($"SELECT count(*) FROM {SqliteNames.Quote(table)}{(filter is null ? "" : $" WHERE ({filter}\n)")}");
        }, cancellation);

    public Task<long> EstimateBytesAsync(string schema, string table, CancellationToken cancellation) =>
        ReadAsync(schema, session =>
        {
            RequireTable(session, table);
            return new SqliteSizeEstimate(session).Of(table);
        }, cancellation);

    public Task<string?> CheckExpressionAsync(string schema, string table, string expression, CancellationToken cancellation) =>
        ReadAsync(schema, session =>
        {
            RequireTable(session, table);
            return ExpressionCheck.Problem(session, table, expression);
        }, cancellation);

    public Task<string?> QueryScalarAsync(string schema, string sql, CancellationToken cancellation) =>
        ReadAsync(schema, session => session.QueryText(sql), cancellation);

    public Task<IReadOnlyList<IReadOnlyList<string?>>> QueryTextsAsync(string schema, string sql, CancellationToken cancellation) =>
        ReadAsync(schema, session => session.Query<IReadOnlyList<string?>>(
            sql, row => [.. Enumerable.Range(0, row.ColumnCount).Select(row.GetTextOrNull)]), cancellation);

    public Task ExecuteAsync(string schema, string sql, CancellationToken cancellation) => Task.Run(() =>
    {
        using var session = OpenForWriting(schema);
        using var interruption = session.InterruptOn(cancellation);
        session.Execute(sql);
    }, cancellation);

    public Task CheckWritableAsync(string schema, CancellationToken cancellation) => Task.Run(() =>
    {
        WritableCheck.Run(_location, schema, Settings.Name);
    }, cancellation);

    public Task<ITableSource> OpenSourceAsync(TableJob job, CancellationToken cancellation) => Task.Run<ITableSource>(() =>
        SqliteTableSource.Open(OpenForReading(job.SourceSchema, job.Statements), job), cancellation);

    public Task<ITableTarget> OpenTargetAsync(TableJob job, ITableSource source, CancellationToken cancellation) => Task.Run<ITableTarget>(() =>
        SqliteTableTarget.Open(job.Configuration.DryRun ? OpenForRehearsal(job) : OpenForWriting(job.TargetSchema, job.Statements), job, source), cancellation);

    public Task<TargetOutlook> InspectTargetAsync(TableJob job, ITableSource source, CancellationToken cancellation) => Task.Run(() =>
    {
        var file = _location.FileOf(job.TargetSchema);
        // A file that is not there looks like an empty one, and is not made.
        using var session = SqliteSession.Open(File.Exists(file) ? file : ":memory:", File.Exists(file) ? SessionMode.Read : SessionMode.Create, Settings.Name, job.Statements);
        using var interruption = session.InterruptOn(cancellation);
        return new TargetInspection(session, job, source).Run();
    }, cancellation);

    public async Task<IReadOnlyList<RejectedRow>> ReadRejectsAsync(string schema, string executionId, string? table, CancellationToken cancellation) =>
        await ReadAsync(schema, session => RejectTable.Read(session, executionId, table), cancellation);

    public Task<IExecutionTarget> OpenExecutionAsync(string schema, string executionId, CancellationToken cancellation) => Task.Run<IExecutionTarget>(() =>
        new SqliteExecutionTarget(OpenForWriting(schema), executionId, TimeProvider.System), cancellation);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private SqliteSession OpenForReading(string schema, StatementCounter? statements = null) =>
        SqliteSession.Open(_location.ExistingFileOf(schema), SessionMode.Read, Settings.Name, statements);

    private SqliteSession OpenForWriting(string schema, StatementCounter? statements = null)
    {
        var file = _location.FileOf(schema);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return SqliteSession.Open(file, SessionMode.Create, Settings.Name, statements);
    }

    /// <summary>The file as it is, for reading; where there is none, an empty database in memory stands for it.</summary>
    private SqliteSession OpenForRehearsal(TableJob job)
    {
        var file = _location.FileOf(job.TargetSchema);
        return File.Exists(file)
            ? SqliteSession.Open(file, SessionMode.Read, Settings.Name, job.Statements)
            : SqliteSession.Open(":memory:", SessionMode.Create, Settings.Name, job.Statements);
    }

    private Task<T> ReadAsync<T>(string schema, Func<SqliteSession, T> read, CancellationToken cancellation) => Task.Run(() =>
    {
        using var session = OpenForReading(schema);
        using var interruption = session.InterruptOn(cancellation);
        return read(session);
    }, cancellation);

    private void RequireTable(SqliteSession session, string table)
    {
        if (new SqliteSchemaReader(session).ReadTable(table) is null)
            throw new MigrationException(ErrorCodes.TableUnknown,
                $"Database '{Settings.Name}' has no table '{table}' that can be migrated. Correct the name; views and virtual tables do not count.");
    }
}
