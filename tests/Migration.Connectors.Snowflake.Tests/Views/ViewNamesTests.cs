using Migration.Connectors.Snowflake.Views;

namespace Migration.Connectors.Snowflake.Tests.Views;

/// <summary>Where names of a view's query lead when it goes from one schema to another.</summary>
public sealed class ViewNamesTests
{
    private static readonly HashSet<string> s_schemas = ["PUBLIC", "OTHER", "INFORMATION_SCHEMA", "Sales"];

    /// <summary>From PROD.PUBLIC to STAGING."stage".</summary>
    [Theory]
    [InlineData("SELECT * FROM PROD.PUBLIC.ORDERS", "SELECT * FROM \"STAGING\".\"stage\".ORDERS")]
    [InlineData("select o.id from prod.\"PUBLIC\" . orders o join public.c on o.id = c.id", "select o.id from \"STAGING\".\"stage\" . orders o join \"stage\".c on o.id = c.id")]
    [InlineData("SELECT * FROM PROD..ORDERS, public.\"c\", OTHER.X x", "SELECT * FROM \"STAGING\".\"stage\".ORDERS, \"stage\".\"c\", \"PROD\".OTHER.X x")]
    [InlineData("SELECT PUBLIC.ID FROM T AS PUBLIC", "SELECT PUBLIC.ID FROM T AS PUBLIC")]
    [InlineData("SELECT PUBLIC.ID, PUBLIC.T.ID, PROD.PUBLIC.T.V, T.*, PUBLIC.T.* FROM PUBLIC.T, PUBLIC", "SELECT PUBLIC.ID, \"stage\".T.ID, \"STAGING\".\"stage\".T.V, T.*, \"stage\".T.* FROM \"stage\".T, PUBLIC")]
    [InlineData("SELECT * FROM \"prod\".\"public\".t, \"Prod\".PUBLIC.t, PROD.OTHER.t", "SELECT * FROM \"prod\".\"public\".t, \"Prod\".PUBLIC.t, PROD.OTHER.t")]
    [InlineData("SELECT 'PROD.PUBLIC.T', $$PROD.PUBLIC.T$$ /* PROD.PUBLIC.T */ FROM PUBLIC.T -- PROD.PUBLIC.T", "SELECT 'PROD.PUBLIC.T', $$PROD.PUBLIC.T$$ /* PROD.PUBLIC.T */ FROM \"stage\".T -- PROD.PUBLIC.T")]
    [InlineData("SELECT v:PUBLIC.T.x, t.v:a[0].PUBLIC.T.x, v['a'].PROD.PUBLIC.T, OBJECT_CONSTRUCT('a', 1):PUBLIC.T.x::VARCHAR FROM t", "SELECT v:PUBLIC.T.x, t.v:a[0].PUBLIC.T.x, v['a'].PROD.PUBLIC.T, OBJECT_CONSTRUCT('a', 1):PUBLIC.T.x::VARCHAR FROM t")]
    [InlineData("SELECT {'k': PUBLIC.T.x} FROM PUBLIC.T", "SELECT {'k': \"stage\".T.x} FROM \"stage\".T")]
    [InlineData("SELECT PUBLIC.F(a.b), PROD.PUBLIC.F(1), OTHER.F(2), SNOWFLAKE.CORTEX.G(a.b) FROM a", "SELECT \"stage\".F(a.b), \"STAGING\".\"stage\".F(1), \"PROD\".OTHER.F(2), SNOWFLAKE.CORTEX.G(a.b) FROM a")]
    [InlineData("SELECT a.x FROM PUBLIC, a WHERE PUBLIC.ID = a.ID (+)", "SELECT a.x FROM PUBLIC, a WHERE PUBLIC.ID = a.ID (+)")]
    [InlineData("SELECT Q.NEXTVAL, PUBLIC.Q.NEXTVAL, PROD.PUBLIC.Q.NEXTVAL, OTHER.Q.NEXTVAL, g.n FROM TABLE(GETNEXTVAL(PUBLIC.Q)) g", "SELECT Q.NEXTVAL, \"stage\".Q.NEXTVAL, \"STAGING\".\"stage\".Q.NEXTVAL, \"PROD\".OTHER.Q.NEXTVAL, g.n FROM TABLE(GETNEXTVAL(\"stage\".Q)) g")]
    [InlineData("SELECT * FROM TABLE(PUBLIC.F(T.a)), LATERAL FLATTEN(INPUT => PUBLIC.T.v) f, TABLE(FLATTEN(T.v))", "SELECT * FROM TABLE(\"stage\".F(T.a)), LATERAL FLATTEN(INPUT => \"stage\".T.v) f, TABLE(FLATTEN(T.v))")]
    [InlineData("WITH ORDERS AS (SELECT * FROM PUBLIC.ORDERS) SELECT ORDERS.ID FROM ORDERS", "WITH ORDERS AS (SELECT * FROM \"stage\".ORDERS) SELECT ORDERS.ID FROM ORDERS")]
    [InlineData("WITH PUBLIC AS (SELECT 1 AS ID) SELECT PUBLIC.ID FROM PUBLIC", "WITH PUBLIC AS (SELECT 1 AS ID) SELECT PUBLIC.ID FROM PUBLIC")]
    [InlineData("SELECT EXTRACT(YEAR FROM PUBLIC.D), a.x IS NOT DISTINCT FROM PUBLIC.D FROM a, (PUBLIC.T JOIN (SELECT * FROM PUBLIC.U) u ON u.a = T.a) LEFT JOIN PUBLIC.V USING (a), b AS PUBLIC WHERE a.x IN (SELECT x FROM PUBLIC.W)", "SELECT EXTRACT(YEAR FROM PUBLIC.D), a.x IS NOT DISTINCT FROM PUBLIC.D FROM a, (\"stage\".T JOIN (SELECT * FROM \"stage\".U) u ON u.a = T.a) LEFT JOIN \"stage\".V USING (a), b AS PUBLIC WHERE a.x IN (SELECT x FROM \"stage\".W)")]
    [InlineData("SELECT .5, 1.5 FROM PUBLIC.T UNION ALL SELECT 1, 2 FROM PROD.PUBLIC.U GROUP BY T.a, U.b ORDER BY T.a, U.b", "SELECT .5, 1.5 FROM \"stage\".T UNION ALL SELECT 1, 2 FROM \"STAGING\".\"stage\".U GROUP BY T.a, U.b ORDER BY T.a, U.b")]
    [InlineData("SELECT PUBLIC.M!PREDICT(a.b), a.x != a.y FROM a", "SELECT \"stage\".M!PREDICT(a.b), a.x != a.y FROM a")]
    [InlineData("SELECT $1, t.$1 FROM @OTHER.STG/PROD.PUBLIC.T/a.b.csv (FILE_FORMAT => 'F') t, PUBLIC.U", "SELECT $1, t.$1 FROM @\"PROD\".OTHER.STG/PROD.PUBLIC.T/a.b.csv (FILE_FORMAT => 'F') t, \"stage\".U")]
    [InlineData("SELECT * FROM IDENTIFIER('T'), TABLE($$ELSE.WHERE.T$$)", "SELECT * FROM IDENTIFIER('T'), TABLE($$ELSE.WHERE.T$$)")]
    [InlineData("SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE CURRENT_DATABASE() = 'PROD'", "SELECT TABLE_NAME FROM \"PROD\".INFORMATION_SCHEMA.TABLES WHERE CURRENT_DATABASE() = 'PROD'")]
    public void Names_LeadToTheTarget_AndOthersWhereTheyLed(string query, string expected)
    {
        var led = new ViewNames(new("PROD", "PUBLIC"), new("STAGING", "stage"), s_schemas).Lead(query);

        Assert.Null(led.Doubt);
        Assert.Equal(expected, led.Text);
    }

    [Theory]
    [InlineData("SELECT PUBLIC.ID FROM T", "PUBLIC.ID")]
    [InlineData("SELECT OTHER.ID FROM T", "OTHER.ID")]
    [InlineData("SELECT PROD.PUBLIC.X FROM T", "PROD.PUBLIC.X")]
    [InlineData("SELECT a.b.c.d.e FROM a", "A.B.C.D.E")]
    [InlineData("SELECT * FROM IDENTIFIER('PROD.PUBLIC.T')", "PROD.PUBLIC.T")]
    [InlineData("SELECT * FROM TABLE('public.T')", "PUBLIC.T")]
    [InlineData("SELECT * FROM IDENTIFIER('OTHER.T')", "OTHER.T")]
    [InlineData("SELECT GET_DDL('TABLE', 'PROD.PUBLIC.T')", "PROD.PUBLIC.T")]
    [InlineData("SELECT * FROM TABLE(INFORMATION_SCHEMA.TAG_REFERENCES('PROD.PUBLIC.T.C', 'COLUMN'))", "PROD.PUBLIC.T.C")]
    [InlineData("SELECT * FROM @PROD.PUBLIC.STG/x", "PROD.PUBLIC.STG")]
    [InlineData("SELECT * FROM @PUBLIC.%T", "PUBLIC.%")]
    [InlineData("SELECT * FROM '@PUBLIC.STG/a.csv'", "PUBLIC.STG")]
    public void Name_OfWhichNothingIsCertain_IsDoubted(string query, string name) =>
        Assert.Equal(name, new ViewNames(new("PROD", "PUBLIC"), new("STAGING", "stage"), s_schemas).Lead(query).Doubt?.ToString());

    [Theory]
    [InlineData("PROD", "NEXT", "SELECT PUBLIC.T.ID, PROD.PUBLIC.T.ID FROM PUBLIC.T, OTHER.X, PROD.OTHER.Y", "SELECT \"NEXT\".T.ID, \"PROD\".\"NEXT\".T.ID FROM \"NEXT\".T, OTHER.X, PROD.OTHER.Y")]
    [InlineData("STAGING", "PUBLIC", "SELECT PUBLIC.T.ID, PUBLIC.F(1) FROM PUBLIC.T, OTHER.X, PROD.PUBLIC.Y, TABLE('PUBLIC.T')", "SELECT PUBLIC.T.ID, PUBLIC.F(1) FROM PUBLIC.T, \"PROD\".OTHER.X, \"STAGING\".\"PUBLIC\".Y, TABLE('PUBLIC.T')")]
    public void Names_LeadOnlyWhereTheWayIsAnother(string database, string schema, string query, string expected) =>
        Assert.Equal(expected, new ViewNames(new("PROD", "PUBLIC"), new(database, schema), s_schemas).Lead(query).Text);
}
