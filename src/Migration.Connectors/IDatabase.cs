using Migration.Connectors.Access;
using Migration.Connectors.Ledger;
using Migration.Connectors.Rules;
using Migration.Connectors.Schema;
using Migration.Connectors.Tables;
using Migration.Connectors.Warehouses;
using Migration.Core.Problems;

namespace Migration.Connectors;

/// <summary>
/// An open database. A schema of "" is the engine's default. Every failure is a
/// <see cref="Core.Errors.MigrationException"/>. Not safe for use by several threads at once.
/// </summary>
public interface IDatabase : IAsyncDisposable
{
    DatabaseSettings Settings { get; }

    IRuleDialect RuleDialect { get; }

    /// <summary>The engine has tables whose rows it does not log.</summary>
    bool HasUnloggedTables => false;

    /// <summary>Tables here can be made equal to tables of another database by changing rows in place.</summary>
    bool CanSync(IDatabase source) => false;

    /// <summary>A table has a key by which its rows are found again.</summary>
    bool CanFindRows(TableDefinition table) => false;

    /// <summary>Null where the engine rents no machines.</summary>
    IWarehouse? Warehouse => null;

    /// <summary>The schemas that exist; none where the database does not exist yet.</summary>
    Task<IReadOnlyList<string>> ListSchemasAsync(CancellationToken cancellation);

    Task<bool> SchemaExistsAsync(string schema, CancellationToken cancellation);

    Task<SchemaDefinition> ReadSchemaAsync(string schema, CancellationToken cancellation);

    /// <summary>Counts rows, those alone that meet <paramref name="filter"/> where it is given.</summary>
    Task<long> CountRowsAsync(string schema, string table, string? filter, CancellationToken cancellation);

    /// <summary>About how many bytes the table's rows hold, from statistics or pages, never by reading every row.</summary>
    Task<long> EstimateBytesAsync(string schema, string table, CancellationToken cancellation);

    /// <summary>Compiles an expression over a table's columns. Null where it is sound, else what the engine says.</summary>
    Task<string?> CheckExpressionAsync(string schema, string table, string expression, CancellationToken cancellation);

    /// <summary>The first value of the first row as text; null where there is no row or the value is NULL.</summary>
    Task<string?> QueryScalarAsync(string schema, string sql, CancellationToken cancellation);

    /// <summary>Every row of a query whose columns are all texts; NULL is null.</summary>
    Task<IReadOnlyList<IReadOnlyList<string?>>> QueryTextsAsync(string schema, string sql, CancellationToken cancellation);

    Task ExecuteAsync(string schema, string sql, CancellationToken cancellation);

    /// <summary>Fails where the schema, or the place where it would be created, can't be written.</summary>
    Task CheckWritableAsync(string schema, CancellationToken cancellation);

    /// <summary>This moment, as of which an execution may read all tables of this database; null where the engine can't.</summary>
    Task<string?> TakeMomentAsync(CancellationToken cancellation) => Task.FromResult<string?>(null);

    /// <summary>
    /// Why an execution can't read a table as of one moment, though others of the database can be, a sentence; null where it can, or no table can.
    /// </summary>
    Task<string?> WhyNotAtMomentAsync(string schema, string table, CancellationToken cancellation) => Task.FromResult<string?>(null);

    /// <summary>What would refuse, hide or change rows of tables on their way, told without a write.</summary>
    Task<IReadOnlyList<Problem>> InspectAccessAsync(AccessQuestion question, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Problem>>([]);

    /// <summary>The reading side of one table of one execution.</summary>
    Task<ITableSource> OpenSourceAsync(TableJob job, CancellationToken cancellation);

    /// <summary>The writing side of one table of one execution; <paramref name="source"/> tells what the table looks like.</summary>
    Task<ITableTarget> OpenTargetAsync(TableJob job, ITableSource source, CancellationToken cancellation);

    /// <summary>What would stand in the way of writing a table, without a write: the database need not exist.</summary>
    Task<TargetOutlook> InspectTargetAsync(TableJob job, ITableSource source, CancellationToken cancellation);

    /// <summary>Rows of an execution that this database did not take, by table and range; none where nothing was put aside.</summary>
    /// <param name="table">Of the target; null for all.</param>
    Task<IReadOnlyList<RejectedRow>> ReadRejectsAsync(string schema, string executionId, string? table, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<RejectedRow>>([]);

    /// <summary>The target side of a whole execution.</summary>
    Task<IExecutionTarget> OpenExecutionAsync(string schema, string executionId, CancellationToken cancellation);
}
