using System.Text.Json;
using Migration.Connectors.Tables;
using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Connectors.Sqlite.Tests;

public sealed class MappingTests : IDisposable
{
    private const string Source = """
        CREATE TABLE users(id INTEGER PRIMARY KEY, "First Name" TEXT NOT NULL, age TEXT, email TEXT UNIQUE, note TEXT CHECK (length(note) < 100));
        CREATE INDEX by_name ON users("First Name" DESC);
        INSERT INTO users VALUES (1,'Ann','41','a@x',NULL),(2,'Bob','x','b@x','n'),(3,'Cy',NULL,'c@x',''),(4,'Di','7.5','d@x',NULL);
        """;

    private readonly Databases _databases = new();

    public void Dispose() => _databases.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Columns_Mapped_AreRenamedConvertedComputedAndFilled(bool pushDown)
    {
        _databases.Make("source", Source);
        var run = TableRun.Of(_databases, "users", batchSize: 2).By(pushDown).With(new TableMigration
        {
            SourceTable = "users",
            TargetTable = "people",
            Columns =
            [
                new ColumnMapping { SourceColumn = "id", TargetColumn = "person_id" },
                new ColumnMapping { SourceColumn = "First Name", TargetColumn = "name" },
                new ColumnMapping { SourceColumn = "age", DataType = "INTEGER", Transform = new DataTransformation { Type = TransformationType.Convert, DataType = "INTEGER" } },
                new ColumnMapping { SourceColumn = "note", DefaultValue = JsonSerializer.SerializeToElement("it's none") },
                new ColumnMapping { TargetColumn = "label", DataType = "TEXT", Transform = new DataTransformation { Type = TransformationType.Compute, Expression = "upper(\"First Name\") || id -- label" } },
            ],
            Transformations = [new DataTransformation { Type = TransformationType.Filter, Expression = "id <> 3 -- not Cy" }],
        });

        var validation = await run.RunAsync();

        Assert.Equal((TableVerdict.Equal, validation.Summary), (validation.Verdict, validation.Summary));
        Assert.Equal(["1|Ann|41|it's none|ANN1", "2|Bob|0|n|BOB2", "4|Di|7|it's none|DI4"],
            _databases.Rows("target", "SELECT person_id || '|' || name || '|' || age || '|' || note || '|' || label FROM people ORDER BY 1"));
        Assert.Equal("1", _databases.Scalar("target", "SELECT count(*) FROM pragma_index_list('people') WHERE name = 'by_name'"));
        Assert.Equal("1", _databases.Scalar("target", "SELECT pk FROM pragma_table_info('people') WHERE name = 'person_id'"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RequiredColumn_WithNull_StopsTheRangeAndWritesNothing(bool pushDown)
    {
        _databases.Make("source", Source);
        var run = TableRun.Of(_databases, "users").By(pushDown).With(new TableMigration
        {
            SourceTable = "users",
            Columns = [new ColumnMapping { SourceColumn = "id" }, new ColumnMapping { SourceColumn = "age", Required = true }],
        });
        await run.PrepareAsync();

        var failure = await Assert.ThrowsAsync<MigrationException>(() => run.CopyAsync());

        Assert.Equal(ErrorCodes.ConstraintViolated, failure.Code);
        Assert.Equal(0, _databases.Count("target", "users"));
    }

    [Fact]
    public async Task Column_ThatIsNotThere_IsNamed()
    {
        _databases.Make("source", Source);
        var run = TableRun.Of(_databases, "users").With(new TableMigration { SourceTable = "users", Columns = [new ColumnMapping { SourceColumn = "nothere" }] });

        var failure = await Assert.ThrowsAsync<MigrationException>(() => run.PrepareAsync());

        Assert.Equal(ErrorCodes.ColumnUnknown, failure.Code);
        Assert.Contains("'nothere'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Indexes_OfRenamedColumns_AreBuiltUnderTheNewNamesOrNamedInAWarning()
    {
        _databases.Make("source", """
            CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT COLLATE NOCASE, age INT, note TEXT, CHECK (users.age >= 0 AND length(name) > 0));
            CREATE INDEX partial ON users(name) WHERE age > 17 AND note <> 'age';
            CREATE UNIQUE INDEX expression ON users(lower(name), age DESC);
            CREATE INDEX lost ON users(note);
            INSERT INTO users VALUES (1,'Ann',41,'n'),(2,'bob',7,NULL);
            """);
        var run = TableRun.Of(_databases, "users").With(new TableMigration
        {
            SourceTable = "users",
            TargetTable = "people",
            Columns =
            [
                new ColumnMapping { SourceColumn = "id" },
                new ColumnMapping { SourceColumn = "name", TargetColumn = "full name" },
                new ColumnMapping { SourceColumn = "age", TargetColumn = "years" },
                new ColumnMapping { TargetColumn = "note", Transform = new DataTransformation { Type = TransformationType.Compute, Expression = "upper(note)" } },
            ],
        });

        var prepared = await run.PrepareAsync();
        await run.CopyAsync();
        await run.FinishAsync();

        Assert.Equal(2, prepared.Warnings.Count);
        Assert.All(prepared.Warnings, w => Assert.Matches("Index '(lost|partial)'", w));
        Assert.Equal(["CREATE UNIQUE INDEX \"expression\" ON \"people\"(lower(\"full name\"), \"years\" DESC)"],
            _databases.Rows("target", "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"));
        Assert.Contains("\"people\".\"years\" >= 0", _databases.Scalar("target", "SELECT sql FROM sqlite_master WHERE name = 'people'"), StringComparison.Ordinal);
        Assert.Equal(TableVerdict.Equal, (await run.ValidateAsync()).Verdict);
    }

    [Fact]
    public async Task ForeignKeys_ToRenamedTables_FollowThem()
    {
        _databases.Make("source", """
            CREATE TABLE users(id INTEGER PRIMARY KEY, mail TEXT UNIQUE);
            CREATE TABLE orders(id INTEGER PRIMARY KEY, user REFERENCES Users, mail TEXT REFERENCES users(mail));
            INSERT INTO users VALUES (1,'a@x'); INSERT INTO orders VALUES (7,1,'a@x');
            """);
        var users = new TableMigration { SourceTable = "users", TargetTable = "people", Columns = [new() { SourceColumn = "id", TargetColumn = "key" }, new() { SourceColumn = "mail", TargetColumn = "address" }] };
        await TableRun.Of(_databases, "users").With(users).RunAsync();
        await TableRun.Of(_databases, "orders").With(job => job with { References = [users] }).RunAsync();
        await TableRun.Of(_databases, "orders").With(job => job with
        {
            References = [users],
            Table = new() { SourceTable = "orders", TargetTable = "buys", Columns = [new() { SourceColumn = "id" }, new() { SourceColumn = "user", TargetColumn = "who" }, new() { SourceColumn = "mail" }] },
        }).RunAsync();

        Assert.Equal(["mail>people.address", "user>people.", "mail>people.address", "who>people."], _databases.Rows("target",
            "SELECT f.\"from\" || '>' || f.\"table\" || '.' || ifnull(f.\"to\", '') FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.name IN ('orders', 'buys') ORDER BY m.name DESC, 1"));
        Assert.Empty(_databases.Rows("target", "SELECT \"table\" FROM pragma_foreign_key_check"));
    }

    [Fact]
    public async Task ForeignKey_ToAColumnThatIsNotMapped_IsLeftOutWithAWarning()
    {
        _databases.Make("source", """
            CREATE TABLE users(id INTEGER PRIMARY KEY, mail TEXT UNIQUE);
            CREATE TABLE orders(id INTEGER PRIMARY KEY, mail TEXT REFERENCES users(mail), twice INT AS (id * 2));
            """);
        var users = new TableMigration { SourceTable = "users", Columns = [new() { SourceColumn = "id" }] };

        var prepared = await TableRun.Of(_databases, "orders").With(job => job with { References = [users] }).PrepareAsync();

        Assert.Contains(prepared.Warnings, w => w.Contains("foreign key to 'users'", StringComparison.Ordinal));
        Assert.Contains(prepared.Warnings, w => w.Contains("generated column 'twice'", StringComparison.Ordinal));
        Assert.Null(_databases.Scalar("target", "SELECT id FROM pragma_foreign_key_list('orders')"));
    }

    [Theory]
    [InlineData("TEXT", "text,text,text,blob,null,text,text,text", true)]
    [InlineData("TEXT", "text,text,text,blob,null,text,text,text", false)]
    [InlineData("INTEGER", "integer,integer,text,blob,null,integer,integer,real", true)]
    [InlineData("INTEGER", "integer,integer,text,blob,null,integer,integer,real", false)]
    [InlineData("REAL", "real,real,text,blob,null,real,real,real", true)]
    [InlineData("REAL", "real,real,text,blob,null,real,real,real", false)]
    [InlineData("NUMERIC", "integer,integer,text,blob,null,integer,integer,real", true)]
    [InlineData("NUMERIC", "integer,integer,text,blob,null,integer,integer,real", false)]
    [InlineData("", "integer,real,text,blob,null,text,text,text", true)]
    [InlineData("", "integer,real,text,blob,null,text,text,text", false)]
    public async Task ExistingTarget_OfAnotherAffinity_HoldsWhatIsExpected(string type, string expected, bool pushDown)
    {
        _databases.Make("source", "CREATE TABLE t(id INTEGER PRIMARY KEY, v); INSERT INTO t VALUES (1,5),(2,5.0),(3,'12abc'),(4,x'35'),(5,NULL),(6,' 12 '),(7,'1e3'),(8,'0.1')");
        _databases.Make("target", $"CREATE TABLE t(id INTEGER PRIMARY KEY, v {type})");

        var validation = await TableRun.Of(_databases, "t", batchSize: 3).By(pushDown).RunAsync();

        Assert.Equal((TableVerdict.Equal, validation.Summary), (validation.Verdict, validation.Summary));
        Assert.Equal(expected, string.Join(',', _databases.Rows("target", "SELECT typeof(v) FROM t ORDER BY id")));
    }

    [Fact]
    public async Task Rehearsal_OfATable_CountsAndWritesNothing()
    {
        _databases.Make("source", Source);
        var run = TableRun.Of(_databases, "users", batchSize: 3).With(new TableMigration
        {
            SourceTable = "users",
            Columns = [new ColumnMapping { SourceColumn = "id" }, new ColumnMapping { SourceColumn = "age", Required = true }],
        });

        var rehearsal = await run.RehearseAsync();

        Assert.Equal((4, 2, true), (rehearsal.Rows, rehearsal.Ranges, rehearsal.WouldCreate));
        Assert.Equal(ErrorCodes.ConstraintViolated, Assert.Single(rehearsal.Problems, p => p.Blocks).Code);
        Assert.Contains(rehearsal.Problems, p => p.Code == ErrorCodes.SchemaReduced && p.Message.Contains("by_name", StringComparison.Ordinal));
        Assert.False(File.Exists(_databases.PathOf("target")));
    }
}
