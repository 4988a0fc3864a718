using Migration.Conformance;
using Migration.Connectors.Schema;
using Migration.Core.Problems;

namespace Migration.Connectors.Snowflake.Tests.Views;

/// <summary>The steps of an execution that moves table T of database source and the views of its schema to database target.</summary>
internal sealed class ViewMove(TestDatabases databases)
{
    public const string Table = "CREATE TABLE t(id NUMBER(10,0) NOT NULL PRIMARY KEY, v VARCHAR); INSERT INTO t VALUES (1, 'a'), (2, 'b')";
    public const string Names = "SELECT table_name FROM information_schema.views ORDER BY 1";

    public void Make(string views) => databases.Snowflake("source", $"{Table}; {views}").Snowflake("target");

    public async Task<TableRun> CopiedAsync()
    {
        var run = TableRun.Of(databases, "T");
        await run.RunAsync();
        return run;
    }

    public async Task<SchemaDefinition> SchemaAsync()
    {
        await using var source = await databases.Catalog.OpenAsync("source", CancellationToken.None);
        return await source.ReadSchemaAsync("PUBLIC", CancellationToken.None);
    }

    public async Task<IReadOnlyList<Problem>> FinishAsync(TableRun run, SchemaDefinition? schema = null)
    {
        schema ??= await SchemaAsync();
        return await run.OnTargetAsync(target => target.FinishSchemaAsync(schema, 1, CancellationToken.None));
    }

    public static Task<IReadOnlyList<Problem>> UndoAsync(TableRun run) => run.OnTargetAsync(target => target.UndoSchemaAsync(CancellationToken.None));
}
