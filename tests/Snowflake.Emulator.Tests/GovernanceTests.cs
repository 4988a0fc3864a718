namespace Snowflake.Emulator.Tests;

/// <summary>Tags, masking policies, row access policies and grants.</summary>
public sealed class GovernanceTests(SqlAccount account) : IClassFixture<SqlAccount>
{
    private const string MailPolicy = "CREATE MASKING POLICY HIDE AS (VAL VARCHAR) RETURNS VARCHAR -> CASE WHEN CURRENT_ROLE() IN ('READER') THEN VAL ELSE '***' END";

    [SkippableFact]
    public async Task MaskedColumn_IsSeenByTheRoleThatMay_AndByNobodyElse()
    {
        await using var session = await account.OpenAsync();
        await using var reader = await account.OpenAsync("role=READER");
        await session.RunAsync("CREATE TABLE T (ID NUMBER NOT NULL, MAIL VARCHAR(20))");
        await session.RunAsync("INSERT INTO T VALUES (1, 'a@b'), (2, NULL)");
        await session.RunAsync(MailPolicy);
        await session.RunAsync("ALTER TABLE T MODIFY COLUMN MAIL SET MASKING POLICY HIDE");
        await session.RunAsync("CREATE TABLE COPIED AS SELECT * FROM T");
        await session.RunAsync("CREATE TABLE CLONED CLONE T");

        Assert.Equal("1|***\n2|***", await session.RowsAsync("SELECT * FROM T ORDER BY ID"));
        Assert.Equal("1|a@b\n2|~", await reader.RowsAsync($"SELECT * FROM DB.{session.Schema}.T ORDER BY ID"));
        Assert.Equal("1|***\n2|***", await reader.RowsAsync($"SELECT * FROM DB.{session.Schema}.COPIED ORDER BY ID"));
        Assert.Equal("1|a@b\n2|~", await reader.RowsAsync($"SELECT * FROM DB.{session.Schema}.CLONED ORDER BY ID"));
        Assert.Equal("0", await session.RowsAsync("SELECT COUNT(*) FROM T WHERE MAIL = 'a@b'"));
        Assert.Equal($"~\nDB.{session.Schema}.HIDE", await session.ColumnsAsync("DESC TABLE T", "policy name"));
        Assert.Equal("003552", await session.CodeAsync("ALTER TABLE T MODIFY COLUMN MAIL SET MASKING POLICY HIDE"));
        Assert.Equal("003539", await session.CodeAsync("DROP MASKING POLICY HIDE"));
        await session.RunAsync("ALTER TABLE T ALTER COLUMN MAIL UNSET MASKING POLICY");
        Assert.Equal("1|a@b\n2|~", await session.RowsAsync("SELECT * FROM T ORDER BY ID"));
    }

    [SkippableFact]
    public async Task Mask_ThatAsksAnotherColumn_IsPutOnWithBoth()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE T (MAIL VARCHAR, IS_OPEN BOOLEAN)");
        await session.RunAsync("INSERT INTO T VALUES ('a', TRUE), ('b', FALSE)");
        await session.RunAsync("CREATE MASKING POLICY P AS (VAL VARCHAR, SHOWN BOOLEAN) RETURNS VARCHAR -> IFF(SHOWN, VAL, NULL) COMMENT = 'by row'");

        Assert.Equal("002020", await session.CodeAsync("ALTER TABLE T ALTER COLUMN MAIL SET MASKING POLICY P"));
        await session.RunAsync("ALTER TABLE T ALTER COLUMN MAIL SET MASKING POLICY P USING (MAIL, IS_OPEN)");

        Assert.Equal("true|a\nfalse|~", await session.RowsAsync("SELECT IS_OPEN, MAIL FROM T ORDER BY IS_OPEN DESC"));
        Assert.Equal($"MASKING_POLICY|DB|{session.Schema}|P|MAIL|[ \"IS_OPEN\" ]|ACTIVE", await session.RowsAsync(
            $"SELECT POLICY_KIND, POLICY_DB, POLICY_SCHEMA, POLICY_NAME, REF_COLUMN_NAME, REF_ARG_COLUMN_NAMES, POLICY_STATUS FROM TABLE(DB.INFORMATION_SCHEMA.POLICY_REFERENCES(REF_ENTITY_NAME => 'DB.{session.Schema}.\"T\"', REF_ENTITY_DOMAIN => 'TABLE'))"));
    }

    [SkippableFact]
    public async Task RowsThatAPolicyHides_AreNeitherReadNorChanged()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE ALLOWED (ROLE_NAME VARCHAR, REGION VARCHAR)");
        await session.RunAsync("INSERT INTO ALLOWED VALUES ('ACCOUNTADMIN', 'EU')");
        await session.RunAsync("CREATE TABLE T (ID NUMBER, REGION VARCHAR)");
        await session.RunAsync("INSERT INTO T VALUES (1, 'EU'), (2, 'US'), (3, 'EU')");
        await session.RunAsync("CREATE ROW ACCESS POLICY P AS (R VARCHAR) RETURNS BOOLEAN -> EXISTS (SELECT 1 FROM ALLOWED A WHERE A.REGION = R AND A.ROLE_NAME = CURRENT_ROLE())");
        await session.RunAsync("ALTER TABLE T ADD ROW ACCESS POLICY P ON (REGION)");

        Assert.Equal("1\n3", await session.RowsAsync("SELECT X.ID FROM T AS X ORDER BY X.ID"));
        Assert.Equal(1, await session.RunAsync("UPDATE T SET REGION = 'DE' WHERE ID < 3"));
        Assert.Equal(1, await session.RunAsync("DELETE FROM T"));
        Assert.Equal("003551", await session.CodeAsync("ALTER TABLE T ADD ROW ACCESS POLICY P ON (REGION)"));
        Assert.Equal("ROW_ACCESS_POLICY|~|[ \"REGION\" ]|T", await session.RowsAsync(
            $"SELECT POLICY_KIND, REF_COLUMN_NAME, REF_ARG_COLUMN_NAMES, REF_ENTITY_NAME FROM TABLE(INFORMATION_SCHEMA.POLICY_REFERENCES(POLICY_NAME => 'DB.{session.Schema}.P'))"));
        await session.RunAsync("ALTER TABLE T DROP ALL ROW ACCESS POLICIES");
        Assert.Equal("1|DE\n2|US", await session.RowsAsync("SELECT * FROM T ORDER BY ID"));
    }

    [SkippableFact]
    public async Task Policy_IsAppliedAndToldOfByItsOwnerAndWhoMay_Alone()
    {
        await using var session = await account.OpenAsync();
        await using var other = await account.OpenAsync("role=OTHER");
        await session.RunAsync("CREATE TABLE T (MAIL VARCHAR)");
        await session.RunAsync(MailPolicy);
        await session.RunAsync("ALTER TABLE T ALTER COLUMN MAIL SET MASKING POLICY HIDE");
        var (table, policy) = ($"DB.{session.Schema}.T", $"DB.{session.Schema}.HIDE");
        var references = $"SELECT COUNT(*) FROM TABLE(DB.INFORMATION_SCHEMA.POLICY_REFERENCES(REF_ENTITY_NAME => '{table}', REF_ENTITY_DOMAIN => 'table'))";

        Assert.Equal("003001", await other.CodeAsync($"ALTER TABLE {table} ALTER COLUMN MAIL SET MASKING POLICY {policy} FORCE"));
        Assert.Equal(("1", "0"), (await session.RowsAsync(references), await other.RowsAsync(references)));
        await session.RunAsync($"GRANT APPLY ON MASKING POLICY {policy} TO ROLE OTHER");
        await other.RunAsync($"ALTER TABLE {table} ALTER COLUMN MAIL SET MASKING POLICY {policy} FORCE");
        Assert.Equal("1", await other.RowsAsync(references));
    }

    [SkippableFact]
    public async Task Tags_OfTableAndColumns_AreListed_AndGoWithAClone()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE T (A NUMBER, \"b.c\" NUMBER)");
        await session.RunAsync("CREATE TAG COST ALLOWED_VALUES 'it''s', 'hr' COMMENT = 'who pays'");
        await session.RunAsync("ALTER TABLE T SET TAG COST = 'hr'");
        await session.RunAsync("ALTER TABLE T ALTER COLUMN \"b.c\" SET TAG COST = 'it''s'");
        await session.RunAsync("CREATE TABLE CLONED CLONE T");

        Assert.Equal("391801", await session.CodeAsync("ALTER TABLE T SET TAG COST = 'none'"));
        Assert.Equal($"{session.Schema}|COST|hr|TABLE|CLONED|~", await session.RowsAsync("SELECT TAG_SCHEMA, TAG_NAME, TAG_VALUE, LEVEL, OBJECT_NAME, COLUMN_NAME FROM TABLE(DB.INFORMATION_SCHEMA.TAG_REFERENCES('CLONED', 'TABLE'))"));
        Assert.Equal("it's|COLUMN|b.c", await session.RowsAsync("SELECT TAG_VALUE, LEVEL, COLUMN_NAME FROM TABLE(DB.INFORMATION_SCHEMA.TAG_REFERENCES_ALL_COLUMNS('T', 'TABLE'))"));
        Assert.Equal("it's", await session.RowsAsync("SELECT TAG_VALUE FROM TABLE(DB.INFORMATION_SCHEMA.TAG_REFERENCES('T.\"b.c\"', 'COLUMN'))"));
        await session.RunAsync("ALTER TABLE T UNSET TAG COST");
        await session.RunAsync("DROP TAG COST");
        Assert.Equal("", await session.RowsAsync("SELECT * FROM TABLE(DB.INFORMATION_SCHEMA.TAG_REFERENCES('T', 'TABLE'))"));
    }

    [SkippableFact]
    public async Task Grants_OfATable_GoWithACloneThatAsksForThem()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE T (A NUMBER)");
        await session.RunAsync("GRANT SELECT, INSERT ON TABLE T TO ROLE READER WITH GRANT OPTION");
        await session.RunAsync("GRANT SELECT ON TABLE T TO DATABASE ROLE DB.READS");
        await session.RunAsync("REVOKE INSERT ON TABLE T FROM ROLE READER");
        await session.RunAsync("CREATE TABLE WITH_GRANTS CLONE T COPY GRANTS");
        await session.RunAsync("CREATE TABLE WITHOUT CLONE T");

        const string granted = "OWNERSHIP|ROLE|ACCOUNTADMIN|true\nSELECT|ROLE|READER|true\nSELECT|DATABASE_ROLE|READS|false";
        string[] columns = ["privilege", "granted_to", "grantee_name", "grant_option"];
        Assert.Equal(granted, await session.ColumnsAsync("SHOW GRANTS ON TABLE T", columns));
        Assert.Equal(granted, await session.ColumnsAsync("SHOW GRANTS ON TABLE WITH_GRANTS", columns));
        Assert.Equal("OWNERSHIP|ROLE|ACCOUNTADMIN|true", await session.ColumnsAsync("SHOW GRANTS ON TABLE WITHOUT", columns));
        Assert.Equal(("001003", "003001"), (await session.CodeAsync("GRANT USAGE ON TABLE T TO ROLE READER"), await session.CodeAsync("GRANT SELECT ON TABLE T TO DATABASE ROLE ELSEWHERE.READS")));
    }
}
