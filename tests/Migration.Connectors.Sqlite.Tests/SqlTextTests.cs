using Migration.Connectors.Sqlite.Schema;

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
        Assert.Equal(expected, new CreateTableText(sql).Renamed(name, "new"));

    [Theory]
    [InlineData("CREATE INDEX i ON t(a)", "CREATE INDEX \"j\" ON \"u\"(a)")]
    [InlineData("CREATE UNIQUE INDEX \"i i\" ON [t t] (a) WHERE a > 't'", "CREATE UNIQUE INDEX \"j\" ON \"u\" (a) WHERE a > 't'")]
    public void Index_Renamed_ChangesItsNameAndTable(string sql, string expected) =>
        Assert.Equal(expected, new CreateIndexText(sql).Renamed("j", "u"));

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
