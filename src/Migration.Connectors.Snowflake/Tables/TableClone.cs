using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Schema;
using Migration.Connectors.Tables;
using Migration.Connectors.Types;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>
/// A table that moves unchanged within its account is cloned: no row is read or written, and types, history, tags and
/// policies come along. It is one range of the ledger.
/// </summary>
internal sealed class TableClone(SnowflakeSession session, TableJob job, SnowflakeTableSource source)
{
    private const string Moment = ", as of ";

    /// <summary>Why the table is not cloned, after a colon; null where it is.</summary>
    public string? Obstacle { get; } = Find(job, source);

    /// <summary>Whether it is cloned, as plan validate says it.</summary>
    public Problem Outlook() => Obstacle is null
        ? new($"tables.{job.TargetTable}", ErrorCodes.TableClone, $"Table '{job.TargetTable}' is cloned from '{source.Table.Name}', for it moves unchanged: no row is read or written, and the clone shares its history and retention.",
            "Set cloneTables to false where its rows are to be copied.", Severity.Info)
        : new($"tables.{job.TargetTable}", ErrorCodes.TableClone, $"Table '{job.TargetTable}' is not cloned, its rows are copied: {Obstacle}.", "Nothing is to be done.", Severity.Info);

    /// <summary>
    /// Makes the clone under a name of its own, with a comment that says whose it is and as of when. May be repeated: one of
    /// another moment, which an attempt before has left under that name, is made anew.
    /// </summary>
    public async Task MakeAsync(SchemaPlace place, string name, string mark, CancellationToken cancellation)
    {
        var there = await new SnowflakeSchemaReader(session, place).FindAsync(name, cancellation);
        if (there is null || !IsOfThisMoment(there.Comment, mark))
        {
            if (there is not null)
                await session.ExecuteAsync($"DROP TABLE IF EXISTS {place.Of(name)}", cancellation);
            await session.ExecuteAsync($"CREATE {(await IsTransientAsync(cancellation) ? "TRANSIENT " : "")}TABLE {place.Of(name)} CLONE {source.Place.Of(source.Table.Name)}{source.Past} COPY GRANTS", cancellation);
            await session.ExecuteAsync($"COMMENT ON TABLE {place.Of(name)} IS {SnowflakeNames.Literal(Comment(mark))}", cancellation);
        }
        // They lead to the tables of the original; those that belong here are made when every table is there.
        foreach (var key in await new SnowflakeTableReader(session, place, name).ForeignKeysAsync(cancellation))
            await session.ExecuteAsync($"ALTER TABLE {place.Of(name)} DROP CONSTRAINT {SnowflakeNames.Quote(key.Name)}", cancellation);
    }

    /// <summary>Whether a clone with the comment holds what the source is read as; where the source has no moment, any does.</summary>
    public bool IsOfThisMoment(string? comment, string mark) => comment is not null && (comment == Comment(mark) || (source.Moment is null && BearsMark(comment, mark)));

    /// <summary>With or without the moment of a clone.</summary>
    public static bool BearsMark(string? comment, string mark) => comment is not null && (comment == mark || comment.StartsWith(mark + Moment, StringComparison.Ordinal));

    /// <summary>All rows as one range, with the hash that the source's have at the moment as of which it is read; where there is none, the clone's own.</summary>
    /// <param name="table">The stored name of the clone.</param>
    public async Task<LedgerRange> RangeAsync(SchemaPlace place, string table, CancellationToken cancellation)
    {
        var forms = ColumnForms.Between(source.Table, source.Columns, source.Table);
        var shape = new RowShape
        {
            // By it a clone is found out whose past is not what the source shows of it.
            Table = source.Moment is null ? place.Of(table) : source.Place.Of(source.Table.Name) + source.Past,
            Name = table,
            Values = [.. source.Columns.Select(column => SnowflakeNames.Quote(column.Source!.Name))],
            Forms = forms,
            RowWidth = await SnowflakeSizes.OfRowAsync(session, place, table, cancellation),
        };
        var rows = new RowBatch(forms.Count, keepsRows: false);
        await new SummaryReader(session, shape).ReadAsync(rows, [], limit: null, cancellation);
        return new LedgerRange(1, RangeCursor.Start, ReadOnlyMemory<byte>.Empty, EndsSegment: true, rows.Hash, rows.Bytes);
    }

    public MigrationException NotMade(SnowflakeFailure refused) => new(ErrorCodes.StatementFailed,
        $"Table '{job.TargetTable}' can't be cloned from '{source.Table.Name}'. {refused.Message} Set cloneTables to false to copy its rows instead.", inner: refused);

    private static string? Find(TableJob job, SnowflakeTableSource source)
    {
        if (!job.Configuration.CloneTables)
            return "the plan says cloneTables: false";
        if (job.Type != MigrationType.Combined)
            return "a plan of type SCHEMA moves no rows";
        if (job.Table.Transformations.Count > 0)
            return "the plan filters its rows";
        if (source.Columns.FirstOrDefault(column => !IsUnchanged(column)) is { } changed)
            return $"column '{changed.Target}' does not arrive as it is";
        return source.Table.Columns.FirstOrDefault(column => !column.IsGenerated && !source.Columns.Any(moved => moved.Source == column)) is { } left
            ? $"column '{left.Name}' is left out" : null;
    }

    private string Comment(string mark) => mark + (source.Moment is { } moment ? Moment + moment : "");

    private static bool IsUnchanged(MappedColumn column) => column is { IsDirect: true, Source: { } from, DataType: null } && SnowflakeNames.Stored(column.Target) == from.Name && (from.NotNull || !column.Required);

    private async Task<bool> IsTransientAsync(CancellationToken cancellation) => await session.ScalarAsync(
        $"SELECT IS_TRANSIENT FROM {source.Place.Catalog}.TABLES WHERE TABLE_SCHEMA = {SnowflakeNames.Literal(source.Place.Schema)} AND TABLE_NAME = {SnowflakeNames.Literal(source.Table.Name)}", cancellation) == "YES";
}
