using Migration.Connectors.Schema;
using Migration.Connectors.Sqlite.Schema;
using Migration.Core.Plans;

namespace Migration.Connectors.Sqlite.Tests;

public sealed class SqlTextTests
{
    [Theory]
    [InlineData("CREATE TABLE users(id)", "users", "CREATE TABLE \"new\"(id)")]
    [InlineData("CREATE TABLE \"users\"(users TEXT DEFAULT 'users')", "users", "CREATE TABLE \"new\"(users TEXT DEFAULT 'users')")]
    [InlineData("CREATE TABLE [users] (a REFERENCES Users(id), b REFERENCES other)", "users", "CREATE TABLE \"new\" (a REFERENCES \"new\"(id), b REFERENCES other)")]
    [InlineData("CREATE TABLE /* users */ `users`-- users\n(a)", "users", "CREATE TABLE /* users */ \"new\"-- users\n(a)")]
    [InlineData("CREATE TABLE 'users'(a)", "users", "CREATE TABLE \"new\"(a)")]
    [InlineData("CREATE TABLE IF NOT EXISTS main.users(a)", "users", "CREATE TABLE IF NOT EXISTS main.\"new\"(a)")]
    public void Table_Renamed_ChangesItsNameAlone(string sql, string name, string expected) =>
        Assert.Equal(expected, new CreateTableText(sql).Renamed(Names(name, "new")));

    [Theory]
    [InlineData("CREATE TABLE t(a REFERENCES parent, b REFERENCES [Parent](id) ON DELETE CASCADE)", "CREATE TABLE \"new\"(a REFERENCES \"elder\", b REFERENCES \"elder\"(\"key\") ON DELETE CASCADE)")]
    [InlineData("CREATE TABLE t(a, b, FOREIGN KEY(a, b) REFERENCES 'parent' (id, \"other\"))", "CREATE TABLE \"new\"(a, b, FOREIGN KEY(a, b) REFERENCES \"elder\" (\"key\", \"other\"))")]
    [InlineData("CREATE TABLE t(parent CHECK (t.parent <> 'parent'), id REFERENCES stranger(id))", "CREATE TABLE \"new\"(parent CHECK (\"new\".parent <> 'parent'), id REFERENCES stranger(id))")]
    public void Table_ReferencesToRenamedTables_Follow(string sql, string expected)
    {
        var parent = new TableMigration { SourceTable = "parent", TargetTable = "elder", Columns = [new() { SourceColumn = "id", TargetColumn = "key" }, new() { SourceColumn = "other" }] };
        Assert.Equal(expected, new CreateTableText(sql).Renamed(Names("t", "new", parent)));
    }

    [Theory]
    [InlineData("a > 1 AND lower(b) <> 'a'", "\"x\" > 1 AND lower(\"y\") <> 'a'")]
    [InlineData("t.a COLLATE b > CAST(b AS b)", "\"u\".\"x\" COLLATE b > CAST(\"y\" AS b)")]
    [InlineData("[A] IN (1, `B`) AND \"desc\" IS NULL", "\"x\" IN (1, \"y\") AND \"z\" IS NULL")]
    [InlineData("desc > 0", "\"z\" > 0")]
    [InlineData("CASE a WHEN 1 THEN 2 END", "CASE \"x\" WHEN 1 THEN 2 END")]
    [InlineData("a = 1 OR desc > 0", null)]
    [InlineData("gone > 1", null)]
    [InlineData("a <> \"x\"", null)]
    public void Expression_OfRenamedColumns_FollowsOrIsRefused(string expression, string? expected)
    {
        var (a, b, desc, gone) = (new ColumnDefinition("a", ""), new ColumnDefinition("b", ""), new ColumnDefinition("desc", ""), new ColumnDefinition("gone", ""));
        var shape = new TargetShape("u", [new("x", a, IsDirect: true), new("y", b, IsDirect: true), new("z", desc, IsDirect: true), new("g", gone, IsDirect: false)], IsWhole: false);
        Assert.Equal(expected, new Renaming(new TableDefinition("t", [a, b, desc, gone]), shape, []).Expression(expression));
    }

    [Theory]
    [InlineData("CREATE INDEX i ON t(a)", "CREATE INDEX \"j\" ON \"u\"(a)")]
    [InlineData("CREATE UNIQUE INDEX \"i i\" ON [t t] (a) WHERE a > 't'", "CREATE UNIQUE INDEX \"j\" ON \"u\" (a) WHERE a > 't'")]
    public void Index_Renamed_ChangesItsNameAndTable(string sql, string expected) =>
        Assert.Equal(expected, new CreateIndexText(sql).Renamed("j", Names("t", "u")));

    private static Renaming Names(string name, string newName, params TableMigration[] references) =>
        new(new TableDefinition(name, []), new TargetShape(newName, [], IsWhole: true), references);

    [Fact]
    public void Checks_OfATable_AreFoundWithTheirNames()
    {
        var checks = new CreateTableText("CREATE TABLE t(a CHECK (a IN (1, ')')), \"check\" TEXT, CONSTRAINT c CHECK(b > 0)) -- CHECK (no)").Checks();

        Assert.Equal([(null, "a IN (1, ')')"), ("c", "b > 0")], checks.Select(c => (c.Name, c.Expression)));
    }

    [Theory]
    [InlineData("1) UNION SELECT (2")]
    [InlineData("1; DROP TABLE t")]
    [InlineData("a = ?")]
    [InlineData("(a")]
    [InlineData("")]
    [InlineData("nothere + 1")]
    public void Expression_ThatIsNotSound_IsRefused(string expression)
    {
        using var databases = new Databases();
        databases.Make("x", "CREATE TABLE t(a)");
        using var session = Engine.SqliteSession.Open(databases.PathOf("x"), Engine.SessionMode.Read, "x");

        Assert.NotNull(ExpressionCheck.Problem(session, "t", expression));
        Assert.Null(ExpressionCheck.Problem(session, "t", "upper(a) || ';?' -- fine"));
    }
}
