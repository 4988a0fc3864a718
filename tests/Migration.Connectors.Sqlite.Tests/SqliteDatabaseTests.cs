using Migration.Connectors.Schema;
using Migration.Core.Errors;

namespace Migration.Connectors.Sqlite.Tests;

public sealed class SqliteDatabaseTests : IDisposable
{
    private readonly Databases _databases = new();

    public void Dispose() => _databases.Dispose();

    [Fact]
    public async Task Schema_Read_HasEveryPart()
    {
        _databases.Make("x", """
            CREATE TABLE parent(a INT, b TEXT COLLATE NOCASE, PRIMARY KEY(b, a)) WITHOUT ROWID, STRICT;
            CREATE TABLE child(id INTEGER PRIMARY KEY AUTOINCREMENT, pa INT, pb TEXT, up INT REFERENCES child, total AS (pa * 2),
                UNIQUE(pa, pb), FOREIGN KEY(pb, pa) REFERENCES parent(b, a) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED, CHECK (pa > 0));
            CREATE INDEX i ON child(pa DESC) WHERE pa > 5;
            CREATE VIEW v AS SELECT 1;
            CREATE TRIGGER tr AFTER DELETE ON child BEGIN SELECT 1; END;
            CREATE VIRTUAL TABLE words USING fts5(text);
            CREATE TABLE _migration_ranges(a);
            INSERT INTO child(pa) VALUES (1), (2);
            """);

        var schema = await WithAsync("x", d => d.ReadSchemaAsync("", CancellationToken.None));

        Assert.Equal(["child", "parent"], schema.Tables.Select(t => t.Name));
        var parent = schema.FindTable("PARENT")!;
        Assert.True(parent.IsWithoutRowId && parent.IsStrict && parent.RowIdColumn is null);
        Assert.Equal([new KeyColumn("b", "NOCASE"), new KeyColumn("a")], parent.PrimaryKey!.Columns);
        var child = schema.FindTable("child")!;
        Assert.Equal(("id", true, 2L), (child.RowIdColumn, child.HasAutoIncrement, child.LastNumber));
        Assert.Equal(ColumnGeneration.Virtual, child.FindColumn("total")!.Generation);
        Assert.Equal([("child", false), ("parent", true)], child.ForeignKeys.Select(f => (f.ReferencedTable, f.IsDeferred)));
        Assert.Equal("SET NULL", child.ForeignKeys[1].OnDelete);
        Assert.Equal(["b", "a"], child.ForeignKeys[1].ReferencedColumns);
        Assert.True(Assert.Single(child.Indexes) is { IsPartial: true, IsUnique: false });
        Assert.Equal("pa > 0", Assert.Single(child.Checks).Expression);
        Assert.Single(child.UniqueKeys);
        Assert.Equal(("v", "tr"), (Assert.Single(schema.Views).Name, Assert.Single(schema.Triggers).Name));
        Assert.Contains(schema.Unsupported, u => u.Name == "words");
        Assert.Contains(schema.Unsupported, u => u.Name == "words_content");
    }

    [Fact]
    public async Task Folder_OfFiles_HasThemAsSchemas()
    {
        _databases.Make("One", "CREATE TABLE t(a)");
        _databases.Make("two", "CREATE TABLE u(a)");
        await using var database = await new SqliteConnector().OpenAsync(_databases.Settings("f", _databases.Folder), CancellationToken.None);

        Assert.Equal(["One", "two"], await database.ListSchemasAsync(CancellationToken.None));
        Assert.Equal("t", (await database.ReadSchemaAsync("ONE", CancellationToken.None)).Tables[0].Name);
        Assert.False(await database.SchemaExistsAsync("three", CancellationToken.None));
        Assert.Equal(ErrorCodes.SchemaUnknown, (await Assert.ThrowsAsync<MigrationException>(() => database.ReadSchemaAsync("three", CancellationToken.None))).Code);
        Assert.Equal(ErrorCodes.SchemaUnknown, (await Assert.ThrowsAsync<MigrationException>(() => database.ReadSchemaAsync("../x", CancellationToken.None))).Code);
        await database.CheckWritableAsync("three", CancellationToken.None);
        await database.ExecuteAsync("three", "CREATE TABLE made(a)", CancellationToken.None);
        Assert.True(File.Exists(_databases.PathOf("three")));
    }

    [Fact]
    public async Task File_ThatIsMissing_IsNamed()
    {
        var failure = await Assert.ThrowsAsync<MigrationException>(() => WithAsync("gone", d => d.ReadSchemaAsync("", CancellationToken.None)));

        Assert.Equal(ErrorCodes.DatabaseMissing, failure.Code);
        Assert.Empty(await WithAsync("gone", d => d.ListSchemasAsync(CancellationToken.None)));
    }

    [Fact]
    public async Task Questions_OfATable_AreAnswered()
    {
        _databases.Make("x", "CREATE TABLE t(a); INSERT INTO t VALUES (1), (2), ('1234567890')");

        Assert.Equal(3, await WithAsync("x", d => d.CountRowsAsync("", "t", null, CancellationToken.None)));
        Assert.Equal(1, await WithAsync("x", d => d.CountRowsAsync("main", "t", "a = 2 -- two", CancellationToken.None)));
        Assert.Equal(12, await WithAsync("x", d => d.EstimateBytesAsync("", "t", CancellationToken.None)));
        Assert.Equal("2", await WithAsync("x", d => d.QueryScalarAsync("", "SELECT a FROM t WHERE a = 2", CancellationToken.None)));
        Assert.Null(await WithAsync("x", d => d.QueryScalarAsync("", "SELECT NULL", CancellationToken.None)));
        Assert.Equal(ErrorCodes.TableUnknown, (await Assert.ThrowsAsync<MigrationException>(() => WithAsync("x", d => d.CountRowsAsync("", "no", null, CancellationToken.None)))).Code);
    }

    private async Task<T> WithAsync<T>(string name, Func<IDatabase, Task<T>> question)
    {
        await using var database = await _databases.Catalog(name).OpenAsync(name, CancellationToken.None);
        return await question(database);
    }
}
