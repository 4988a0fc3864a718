namespace Snowflake.Emulator.Tests;

/// <summary>Definitions, and what Snowflake tells of them.</summary>
public sealed class SchemaTests(SqlAccount account) : IClassFixture<SqlAccount>
{
    [SkippableFact]
    public async Task Table_IsDescribedByInformationSchemaShowAndDesc()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("""
            CREATE TABLE "Mixed Case" (ID NUMBER(19,0) NOT NULL IDENTITY (5, 2), "s" VARCHAR(20) DEFAULT 'it''s' COMMENT 'text', TS TIMESTAMP_NTZ(6), B BINARY(10), V VARIANT,
            CONSTRAINT PK PRIMARY KEY (ID, "s"), UNIQUE (TS)) CLUSTER BY (ID) COMMENT = 'all of it'
            """);

        Assert.Equal("ID|1|~|NO|NUMBER|~|19|0\ns|2|'it''s'|NO|TEXT|20|~|~\nTS|3|~|YES|TIMESTAMP_NTZ|~|~|~\nB|4|~|YES|BINARY|10|~|~\nV|5|~|YES|VARIANT|~|~|~", await session.RowsAsync(
            "SELECT COLUMN_NAME, ORDINAL_POSITION, COLUMN_DEFAULT, IS_NULLABLE, DATA_TYPE, CHARACTER_MAXIMUM_LENGTH, NUMERIC_PRECISION, NUMERIC_SCALE FROM DB.INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = 'Mixed Case' ORDER BY ORDINAL_POSITION", session.Schema));
        Assert.Equal("Mixed Case|BASE TABLE|0|LINEAR(ID)|all of it", await session.RowsAsync(
            "SELECT TABLE_NAME, TABLE_TYPE, ROW_COUNT, CLUSTERING_KEY, COMMENT FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = CURRENT_SCHEMA()"));
        Assert.Equal("Mixed Case|all of it|LINEAR(ID)|0", await session.ColumnsAsync("SHOW TABLES LIKE 'mixed%'", "name", "comment", "cluster_by", "rows"));
        Assert.Equal("{\"type\":\"TIMESTAMP_NTZ\",\"precision\":0,\"scale\":6,\"nullable\":true}", (await session.ColumnsAsync("SHOW COLUMNS IN TABLE \"Mixed Case\"", "data_type")).Split('\n')[2]);
        Assert.Equal("PK|ID|1\nPK|s|2", await session.ColumnsAsync($"SHOW PRIMARY KEYS IN SCHEMA DB.{session.Schema}", "constraint_name", "column_name", "key_sequence"));
        Assert.Equal("TS", await session.ColumnsAsync("SHOW UNIQUE KEYS IN TABLE \"Mixed Case\"", "column_name"));
        Assert.Equal("NUMBER(19,0)|N|Y\nVARCHAR(20)|N|Y\nTIMESTAMP_NTZ(6)|Y|N\nBINARY(10)|Y|N\nVARIANT|Y|N", await session.ColumnsAsync("DESC TABLE \"Mixed Case\"", "type", "null?", "primary key"));
    }

    [SkippableFact]
    public async Task Grants_OfADatabaseOrSchema_AreTheOwners()
    {
        await using var session = await account.OpenAsync();

        Assert.Equal("OWNERSHIP|SCHEMA|ROLE|ACCOUNTADMIN", await session.ColumnsAsync($"SHOW GRANTS ON SCHEMA DB.{session.Schema}", "privilege", "granted_on", "granted_to", "grantee_name"));
        Assert.Equal("OWNERSHIP|DATABASE|ROLE|ACCOUNTADMIN", await session.ColumnsAsync("SHOW GRANTS ON DATABASE DB", "privilege", "granted_on", "granted_to", "grantee_name"));
        Assert.Equal(("002003", "001003"), (await session.CodeAsync("SHOW GRANTS ON SCHEMA DB.NOTHING"), await session.CodeAsync("SHOW GRANTS TO ROLE ACCOUNTADMIN")));
    }

    [SkippableFact]
    public async Task ForeignKeys_AreShownWithBothTables()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE P (A NUMBER, B NUMBER, CONSTRAINT P_PK PRIMARY KEY (A, B))");
        await session.RunAsync("CREATE TABLE C (X NUMBER, Y NUMBER, CONSTRAINT C_FK FOREIGN KEY (X, Y) REFERENCES P (A, B) ON DELETE CASCADE)");

        Assert.Equal("P|A|C|X|1|CASCADE|C_FK|P_PK\nP|B|C|Y|2|CASCADE|C_FK|P_PK",
            await session.ColumnsAsync("SHOW IMPORTED KEYS IN TABLE C", "pk_table_name", "pk_column_name", "fk_table_name", "fk_column_name", "key_sequence", "delete_rule", "fk_name", "pk_name"));
        Assert.Equal("002271", await session.CodeAsync("CREATE TABLE D (X NUMBER REFERENCES P (A))"));
    }

    [SkippableFact]
    public async Task Names_FoldToUpperCaseUnlessQuoted()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE orders (id NUMBER, \"id\" NUMBER)");
        await session.RunAsync("INSERT INTO ORDERS (ID, \"id\") VALUES (1, 2)");

        Assert.Equal("1|2", await session.RowsAsync("SELECT Id, o.\"id\" FROM Orders o"));
        Assert.Equal("002003", await session.CodeAsync("SELECT * FROM \"orders\""));
    }

    [SkippableFact]
    public async Task Names_OfAllLengths_StayApart()
    {
        await using var session = await account.OpenAsync();
        var name = new string('N', 200);

        await session.RunAsync($"CREATE TABLE {name}1 ({name}1 NUMBER, {name}2 NUMBER)");
        await session.RunAsync($"CREATE TABLE {name}2 (A NUMBER)");
        await session.RunAsync($"INSERT INTO {name}1 VALUES (1, 2)");

        Assert.Equal("2", await session.RowsAsync($"SELECT {name}2 FROM DB.{session.Schema}.{name}1"));
    }

    [SkippableFact]
    public async Task Create_OfWhatIsThere_IsRefusedIgnoredOrReplaces()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE T (N NUMBER)");
        await session.RunAsync("INSERT INTO T VALUES (1)");

        Assert.Equal("002002", await session.CodeAsync("CREATE TABLE T (N NUMBER)"));
        await session.RunAsync("CREATE TABLE IF NOT EXISTS T (N NUMBER)");
        Assert.Equal("1", await session.RowsAsync("SELECT COUNT(*) FROM T"));
        await session.RunAsync("CREATE OR REPLACE TABLE T (N NUMBER)");
        Assert.Equal("0", await session.RowsAsync("SELECT COUNT(*) FROM T"));
    }

    [SkippableFact]
    public async Task Drop_CanBeUndone()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE T AS SELECT 1 AS N");

        await session.RunAsync("DROP TABLE T");
        Assert.Equal("002003", await session.CodeAsync("SELECT * FROM T"));
        Assert.Equal("002003", await session.CodeAsync("DROP TABLE T"));
        await session.RunAsync("DROP TABLE IF EXISTS T");
        await session.RunAsync("UNDROP TABLE T");

        Assert.Equal("1", await session.RowsAsync("SELECT N FROM T"));
    }

    [SkippableFact]
    public async Task Clone_HasTheRowsOfItsMomentAndGoesItsOwnWay()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE T (ID NUMBER IDENTITY START 1 INCREMENT 1 PRIMARY KEY, S VARCHAR DEFAULT 'd')");
        await session.RunAsync("INSERT INTO T (S) VALUES ('a'), (DEFAULT)");

        await session.RunAsync("CREATE TABLE U CLONE T");
        await session.RunAsync("INSERT INTO U (S) VALUES ('u')");
        await session.RunAsync("ALTER TABLE T SWAP WITH U");

        Assert.Equal("1|a\n2|d\n3|u", await session.RowsAsync("SELECT * FROM T ORDER BY ID"));
        Assert.Equal("2", await session.RowsAsync("SELECT COUNT(*) FROM U"));
    }

    [SkippableFact]
    public async Task Table_IsAltered()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE T (A NUMBER(5,0), B VARCHAR(3))");
        await session.RunAsync("INSERT INTO T VALUES (1, 'x')");

        await session.RunAsync("ALTER TABLE T ADD COLUMN C NUMBER DEFAULT 7 NOT NULL, D DATE");
        await session.RunAsync("ALTER TABLE T RENAME COLUMN A TO \"a\"");
        await session.RunAsync("ALTER TABLE T ALTER COLUMN B SET DATA TYPE VARCHAR(10), COLUMN \"a\" SET NOT NULL");
        await session.RunAsync("ALTER TABLE T DROP COLUMN D");
        await session.RunAsync("ALTER TABLE T ADD CONSTRAINT PK PRIMARY KEY (\"a\")");
        await session.RunAsync("ALTER TABLE T SET COMMENT = 'c'");
        await session.RunAsync("COMMENT ON COLUMN T.B IS 'b'");
        await session.RunAsync("ALTER TABLE T RENAME TO R");
        await session.RunAsync("INSERT INTO R (\"a\", B) VALUES (2, 'longer')");

        Assert.Equal("1|x|7\n2|longer|7", await session.RowsAsync("SELECT * FROM R ORDER BY \"a\""));
        Assert.Equal("002108", await session.CodeAsync("ALTER TABLE R ALTER COLUMN B SET DATA TYPE VARCHAR(2)"));
        Assert.Equal("a|~\nB|b\nC|~", await session.ColumnsAsync("DESC TABLE R", "name", "comment"));
    }

    [SkippableFact]
    public async Task View_SeesWhatItsTableHas()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE T AS SELECT 1 AS N");
        await session.RunAsync("CREATE VIEW V (M) COMMENT = 'v' AS SELECT N + 1 FROM T");

        Assert.Equal("2", await session.RowsAsync("SELECT M FROM V"));
        Assert.Equal("SELECT N + 1 FROM T", await session.RowsAsync("SELECT VIEW_DEFINITION FROM INFORMATION_SCHEMA.VIEWS WHERE TABLE_SCHEMA = CURRENT_SCHEMA()"));
        Assert.Equal("2", await session.RowsAsync($"SELECT M FROM DB.{session.Schema}.V AS v WHERE v.M > 1"));
        await using (var elsewhere = await account.OpenAsync()) Assert.Equal("2", await elsewhere.RowsAsync($"SELECT M FROM DB.{session.Schema}.V"));
        await session.RunAsync("DROP VIEW V");
        Assert.Equal("002003", await session.CodeAsync("SELECT * FROM V"));
    }

    [SkippableFact]
    public async Task Sequence_CountsByItsIncrement()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE SEQUENCE Q START = 10 INCREMENT = 5");
        await session.RunAsync("CREATE TABLE T (ID NUMBER DEFAULT Q.NEXTVAL, N NUMBER)");

        await session.RunAsync("INSERT INTO T (N) VALUES (1), (2)");

        Assert.Equal("10|1\n15|2", await session.RowsAsync("SELECT * FROM T ORDER BY ID"));
        Assert.Equal("20", await session.RowsAsync("SELECT Q.NEXTVAL"));
        await session.RunAsync("CREATE SEQUENCE \"q\" START WITH 100 INCREMENT BY 1 ORDER COMMENT = 'c'");
        await session.RunAsync("ALTER TABLE T ALTER COLUMN ID SET DEFAULT \"q\".NEXTVAL");
        await session.RunAsync("INSERT INTO T (N) VALUES (3)");
        Assert.Equal("100", await session.RowsAsync("SELECT ID FROM T WHERE N = 3"));
        Assert.Equal($"DB.{session.Schema}.\"q\".NEXTVAL\n~", await session.ColumnsAsync("DESC TABLE T", "default"));
        Assert.Equal("001003", await session.CodeAsync("ALTER TABLE T ALTER COLUMN N SET DEFAULT Q.NEXTVAL"));
    }

    [SkippableFact]
    public async Task TemporaryTable_EndsWithItsSession()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE T AS SELECT 1 AS N");

        await session.RunTogetherAsync("CREATE TEMPORARY TABLE T AS SELECT 5 AS N; CREATE TABLE COPY AS SELECT N FROM T");

        Assert.Equal("5", await session.RowsAsync("SELECT N FROM COPY"));
        Assert.Equal("1", await session.RowsAsync("SELECT N FROM T"));
    }

    [SkippableFact]
    public async Task Truncate_EmptiesATable()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TRANSIENT TABLE T AS SELECT 1 AS N");

        await session.RunAsync("TRUNCATE TABLE IF EXISTS T");
        await session.RunAsync("TRUNCATE TABLE IF EXISTS NOTHING");

        Assert.Equal("0", await session.RowsAsync("SELECT COUNT(*) FROM T"));
    }

    [SkippableFact]
    public async Task InsertOverwrite_ReplacesTheRows()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE T AS SELECT 1 AS N");

        await session.RunAsync("INSERT OVERWRITE INTO T SELECT N + 1 FROM T");

        Assert.Equal("", await session.RowsAsync("SELECT N FROM T"));
    }

    [SkippableFact]
    public async Task Schema_IsClonedWithItsTables()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE T AS SELECT 1 AS N");

        await session.RunAsync($"CREATE SCHEMA DB.{session.Schema}_COPY CLONE DB.{session.Schema}");

        Assert.Equal("1", await session.RowsAsync($"SELECT N FROM DB.{session.Schema}_COPY.T"));
        await session.RunAsync($"DROP SCHEMA DB.{session.Schema}_COPY CASCADE");
        Assert.Equal("002003", await session.CodeAsync($"SELECT N FROM DB.{session.Schema}_COPY.T"));
    }

    [SkippableFact]
    public async Task Show_IsPagedByLimitAndName()
    {
        await using var session = await account.OpenAsync();
        foreach (var name in (string[])["A", "B", "C"]) await session.RunAsync($"CREATE TABLE {name} (N NUMBER)");

        Assert.Equal("A\nB", await session.ColumnsAsync("SHOW TABLES LIMIT 2", "name"));
        Assert.Equal("C", await session.ColumnsAsync("SHOW TABLES LIMIT 2 FROM 'B'", "name"));
    }
}
