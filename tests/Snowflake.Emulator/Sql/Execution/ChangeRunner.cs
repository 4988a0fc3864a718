using System.Globalization;
using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Sql.Catalog;
using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Translation;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>Runs what changes rows. Statements that update or delete wait for each other on a table; those that insert wait for nobody.</summary>
internal sealed class ChangeRunner(SessionConnection connection, TranslationContext context)
{
    public async Task<EngineResult> RunAsync(Statement statement, CancellationToken cancellation)
    {
        context.Session.RequireWarehouse();
        Privileges.Require(context.Session, statement);
        var translator = new ChangeTranslator(context);
        return statement switch
        {
            InsertStatement { IsOverwrite: true } insert => await ChangeAsync(insert.Table, [$"DELETE FROM {Stored(insert.Table)}"], translator.Insert(insert), EngineResult.Inserted, cancellation),
            InsertStatement insert => EngineResult.Inserted(await connection.AtomicallyAsync(() => connection.ExecuteAsync(translator.Insert(insert), context.Parameters, cancellation), cancellation)),
            UpdateStatement update => await ChangeAsync(update.Table, [], translator.Update(update), Updated, cancellation),
            DeleteStatement delete => await ChangeAsync(delete.Table, [], translator.Delete(delete), Deleted, cancellation),
            MergeStatement merge => await MergeAsync(merge, translator.Merge(merge), cancellation),
            TruncateStatement truncate => await TruncateAsync(truncate, cancellation),
            _ => throw SqlError.Unknown(statement.GetType().Name),
        };
    }

    private string Stored(ObjectName name) => context.Session.Table(name).Table.Stored;

    private Task<EngineResult> ChangeAsync(ObjectName table, IReadOnlyList<string> before, string sql, Func<long, EngineResult> result, CancellationToken cancellation) =>
        connection.AtomicallyAsync(async () =>
        {
            await LockAsync(table, cancellation);
            foreach (var first in before) await connection.ExecuteAsync(first, [], cancellation);
            return result(await connection.ExecuteAsync(sql, context.Parameters, cancellation));
        }, cancellation);

    /// <summary>By itself the lock of a statement of its own: what it then reads is what the last holder left.</summary>
    private Task<long> LockAsync(ObjectName table, CancellationToken cancellation) =>
        connection.ExecuteAsync($"LOCK TABLE {Stored(table)} IN SHARE UPDATE EXCLUSIVE MODE", [], cancellation);

    private async Task<EngineResult> TruncateAsync(TruncateStatement truncate, CancellationToken cancellation)
    {
        if (truncate.IfExists && context.Session.Find(context.Session.Key(truncate.Table)) is not Table) return EngineResult.Status("Statement executed successfully.");
        return await ChangeAsync(truncate.Table, [], $"DELETE FROM {Stored(truncate.Table)}", _ => EngineResult.Status("Statement executed successfully."), cancellation);
    }

    private Task<EngineResult> MergeAsync(MergeStatement merge, string sql, CancellationToken cancellation) => connection.AtomicallyAsync(async () =>
    {
        await LockAsync(merge.Table, cancellation);
        var before = await CountsAsync(merge.Table, cancellation);
        await connection.ExecuteAsync(sql, context.Parameters, cancellation);
        var after = await CountsAsync(merge.Table, cancellation);
        var (inserted, updated, deleted) = (after[0] - before[0], after[1] - before[1], after[2] - before[2]);
        var columns = new List<(string Name, long Rows)>();
        if (merge.Clauses.Any(clause => !clause.IsMatched)) columns.Add(("number of rows inserted", inserted));
        if (merge.Clauses.Any(clause => clause is { IsMatched: true, IsDelete: false })) columns.Add(("number of rows updated", updated));
        if (merge.Clauses.Any(clause => clause.IsDelete)) columns.Add(("number of rows deleted", deleted));
        return Result(columns, new(inserted, updated, deleted));
    }, cancellation);

    /// <summary>What this transaction has done to a table so far: MERGE itself says only how many rows in all.</summary>
    private async Task<long[]> CountsAsync(ObjectName table, CancellationToken cancellation)
    {
        var counts = string.Join(", ", ((string[])["inserted", "updated", "deleted"]).Select(what => $"pg_stat_get_xact_tuples_{what}('{Stored(table)}'::regclass)::text"));
        var rows = await connection.QueryAsync($"SELECT {counts}", [], cancellation);
        return [.. rows[0].Select(count => long.Parse(count!, CultureInfo.InvariantCulture))];
    }

    private static EngineResult Updated(long rows) => Result([("number of rows updated", rows), ("number of multi-joined rows updated", 0)], new(0, rows, 0));

    private static EngineResult Deleted(long rows) => Result([("number of rows deleted", rows)], new(0, 0, rows));

    private static EngineResult Result(IReadOnlyList<(string Name, long Rows)> columns, EngineStats stats) =>
        new([.. columns.Select(column => new EngineColumn(column.Name, "fixed") { Precision = 19, Scale = 0 })],
            [[.. columns.Select(column => column.Rows.ToString(CultureInfo.InvariantCulture))]]) { Stats = stats };
}
