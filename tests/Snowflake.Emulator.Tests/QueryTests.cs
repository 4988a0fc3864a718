namespace Snowflake.Emulator.Tests;

/// <summary>Queries, as Snowflake answers them.</summary>
public sealed class QueryTests(SqlAccount account) : IClassFixture<SqlAccount>
{
    [SkippableTheory]
    [InlineData("SELECT 1 + 2 * 3", "7")]
    [InlineData("SELECT 'it''s', 'a\\nb', $$a'b\\n$$, 'x\\zy'", "it's|a\nb|a'b\\n|xzy")]
    [InlineData("SELECT 10 / 4, 1 / 3, 7 % 4", "2.500000|0.333333|3")]
    [InlineData("SELECT 1.50 * 1.5, 1.5 + 1", "2.250|2.5")]
    [InlineData("SELECT NULL, '' IS NULL, NULL = 1", "~|false|~")]
    [InlineData("SELECT CASE WHEN 1 > 2 THEN 'a' WHEN TRUE THEN 'b' END, IFF(1 = 1, 2, 3.5), NVL(NULL, 'x'), COALESCE(NULL, NULL, 5)", "b|2.0|x|5")]
    [InlineData("SELECT 'b' IN ('a', 'b'), 3 BETWEEN 1 AND 2, 'aXb' LIKE 'a%b', 'a_b' LIKE 'a\\\\_b' ESCAPE '\\\\', 'A' ILIKE 'a'", "true|false|true|true|true")]
    [InlineData("SELECT NULL IS NOT DISTINCT FROM NULL, 1 IS DISTINCT FROM 2, EQUAL_NULL(NULL, NULL)", "true|true|true")]
    [InlineData("SELECT 'a' || 1 || TRUE", "a1true")]
    [InlineData("SELECT '5' = 5, '5.0' > 4, 'true' = TRUE", "true|true|true")]
    [InlineData("SELECT n, COUNT(*) FROM (VALUES (1), (2), (2)) AS t(n) GROUP BY n HAVING COUNT(*) > 1", "2|2")]
    [InlineData("SELECT column1 FROM VALUES (2), (1), (NULL) ORDER BY 1", "1\n2\n~")]
    [InlineData("SELECT column1 FROM VALUES (2), (1), (NULL) ORDER BY column1 DESC LIMIT 2", "~\n2")]
    [InlineData("SELECT $2, $1 FROM VALUES (1, 'a')", "a|1")]
    [InlineData("WITH a AS (SELECT 1 AS n UNION ALL SELECT 2), b(m) AS (SELECT n * 10 FROM a) SELECT SUM(m) FROM b", "30")]
    [InlineData("SELECT 1 MINUS SELECT 1 UNION SELECT 3", "3")]
    [InlineData("SELECT a.n, b.n FROM (SELECT 1 AS n) a LEFT JOIN (SELECT 2 AS n) b ON a.n = b.n", "1|~")]
    [InlineData("SELECT * FROM (SELECT 1 AS k, 2 AS a) x JOIN (SELECT 1 AS k, 3 AS b) y USING (k)", "1|2|3")]
    [InlineData("SELECT * EXCLUDE (b) FROM (SELECT 1 AS a, 2 AS b, 3 AS c)", "1|3")]
    [InlineData("SELECT n FROM (VALUES (1), (2), (3)) t(n) WHERE EXISTS (SELECT 1 FROM (VALUES (2)) u(m) WHERE u.m = t.n)", "2")]
    [InlineData("SELECT n + 1 AS m FROM (VALUES (1), (2)) t(n) WHERE m = 3", "3")]
    [InlineData("SELECT g, n FROM (VALUES ('a', 1), ('a', 2), ('b', 3)) t(g, n) QUALIFY ROW_NUMBER() OVER (PARTITION BY g ORDER BY n DESC) = 1 ORDER BY g", "a|2\nb|3")]
    [InlineData("SELECT n, SUM(n) OVER (ORDER BY n), NTILE(2) OVER (ORDER BY n) FROM (VALUES (1), (2), (3)) t(n) ORDER BY n", "1|1|1\n2|3|1\n3|6|2")]
    [InlineData("SELECT AVG(n), MIN(n), MAX(s) FROM (VALUES (1, 'B'), (2, 'a')) t(n, s)", "1.500000|1|a")]
    [InlineData("SELECT LISTAGG(s, ',') WITHIN GROUP (ORDER BY s DESC) FROM (VALUES ('a'), ('b')) t(s)", "b,a")]
    [InlineData("SELECT f.INDEX, f.VALUE[0]::VARCHAR, f.VALUE[1]::NUMBER(10,2) FROM TABLE(FLATTEN(INPUT => PARSE_JSON('[[\"a\",\"1.5\"],[null,null]]'))) f", "0|a|1.50\n1|~|~")]
    [InlineData("SELECT v:a.b[1]::NUMBER, v:\"x y\"::VARCHAR FROM (SELECT PARSE_JSON('{\"a\":{\"b\":[1,2]},\"x y\":true}') AS v)", "2|true")]
    [InlineData("SELECT t.n, f.VALUE::NUMBER FROM (SELECT 1 AS n, PARSE_JSON('[7,8]') AS v) t, LATERAL FLATTEN(INPUT => t.v) f ORDER BY 2", "1|7\n1|8")]
    public async Task Query_GivesWhatSnowflakeGives(string sql, string expected)
    {
        await using var session = await account.OpenAsync();

        Assert.Equal(expected, await session.RowsAsync(sql));
    }

    [SkippableTheory]
    [InlineData("SELECT UPPER('äb'), LENGTH('äb'), OCTET_LENGTH('äb'), TRIM('  x '), SUBSTR('abcd', 2, 2), SUBSTR('abcd', -2)", "ÄB|2|3|x|bc|cd")]
    [InlineData("SELECT MD5_NUMBER_LOWER64('Snowflake'), BITAND(MD5_NUMBER_LOWER64('Snowflake'), 281474976710655) - 140737488355327", "9203306159527282910|59583507319007")]
    [InlineData("SELECT MD5('Snowflake'), MD5_NUMBER_UPPER64('Snowflake'), MD5_NUMBER_UPPER64(''), MD5_NUMBER_LOWER64(NULL)", "edf1439075a83a447fb8b630ddc9c8de|17145559544104499780|15284527576400310788|~")]
    [InlineData("SELECT SHA2('a'), MD5('a')", "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb|0cc175b9c0f1b6a831c399e269772661")]
    [InlineData("SELECT ABS(-2), ROUND(2.5), ROUND(-1.255, 2), MOD(7, 3), FLOOR(-1.5)", "2|3|-1.26|1|-2")]
    [InlineData("SELECT HEX_ENCODE('ab'), BASE64_ENCODE('ab'), TO_BINARY('0aff', 'HEX'), CONTAINS('abc', 'b'), REGEXP_LIKE('abc', 'a.c'), REGEXP_LIKE('xabc', 'a.c')", "6162|YWI=|0AFF|true|true|false")]
    [InlineData("SELECT DATEADD(day, 3, '2024-02-27'::DATE), DATEDIFF(day, '2024-01-01'::DATE, '2024-03-01'::DATE), DATEDIFF(hour, '2024-01-01 00:59:59'::TIMESTAMP_NTZ, '2024-01-01 01:00:00'::TIMESTAMP_NTZ)", "19783|60|1")]
    [InlineData("SELECT TO_VARCHAR('2024-02-03 04:05:06.123456789'::TIMESTAMP_NTZ, 'YYYY-MM-DD\"T\"HH24:MI:SS.FF9')", "2024-02-03T04:05:06.123456789")]
    [InlineData("SELECT TO_DATE('2024-02-03', 'YYYY-MM-DD'), TO_TIME('04:05:06.7', 'HH24:MI:SS.FF'), TO_TIMESTAMP_NTZ('2024-02-03 04:05:06.000000001', 'YYYY-MM-DD HH24:MI:SS.FF')", "19756|14706.700000000|1706933106.000000001")]
    [InlineData("SELECT TO_TIMESTAMP_TZ('2024-02-03 04:05:06.0 -03:30', 'YYYY-MM-DD HH24:MI:SS.FF TZH:TZM'), TO_TIMESTAMP_LTZ('2024-02-03 04:05:06.0 +00:00', 'YYYY-MM-DD HH24:MI:SS.FF TZH:TZM'), TRY_TO_DATE('2024-02-30', 'YYYY-MM-DD')", "1706945706.000000000 1230|1706933106.000000000|~")]
    [InlineData("SELECT HASH_AGG(a, b) = (SELECT HASH_AGG(*) FROM (VALUES (2, 'y'), (1, 'x')) u(a, b)) FROM (VALUES (1, 'x'), (2, 'y')) t(a, b)", "true")]
    [InlineData("SELECT HASH(10) = HASH(10.0), HASH(10) = HASH('10')", "true|false")]
    [InlineData("SELECT HASH('0.1'::FLOAT) = HASH('0.10000000000000002'::FLOAT), HASH(1.5) = HASH(1.5::FLOAT), HASH('-inf'::FLOAT) = HASH('NaN'::FLOAT), HASH('-0'::FLOAT) = HASH(0)", "false|true|false|true")]
    [InlineData("SELECT TYPEOF(PARSE_JSON('1')), TO_JSON(PARSE_JSON('{\"b\": 1, \"a\": [1, 2]}')), ARRAY_SIZE(PARSE_JSON('[1,2]'))", "INTEGER|{\"a\":[1,2],\"b\":1}|2")]
    [InlineData("SELECT CURRENT_DATABASE(), CURRENT_ROLE(), CURRENT_WAREHOUSE(), CURRENT_USER()", "DB|ACCOUNTADMIN|COMPUTE_WH|TESTER")]
    [InlineData("SELECT IS_ROLE_IN_SESSION('ACCOUNTADMIN'), IS_ROLE_IN_SESSION('OTHER')", "true|false")]
    public async Task Function_GivesWhatSnowflakeGives(string sql, string expected)
    {
        await using var session = await account.OpenAsync();

        Assert.Equal(expected, await session.RowsAsync(sql));
    }

    [SkippableTheory]
    [InlineData("SELECT COUNT(*), SUM(n), AVG(n), n, s AS \"Text\" FROM (VALUES (1, 'a')) t(n, s) GROUP BY n, s", "COUNT(*) FIXED(18,0), SUM(N) FIXED(38,0), AVG(N) FIXED(38,6), N FIXED(1,0), Text TEXT")]
    [InlineData("SELECT 1::FLOAT, TRUE, '2024-01-01'::DATE AS d, '1'::VARIANT", null)]
    [InlineData("SELECT 1.25 / 3 AS q, 1::NUMBER(10,2) * 2::NUMBER(10,3) AS p", "Q FIXED(9,8), P FIXED(20,5)")]
    public async Task Query_HasSnowflakesColumns(string sql, string? expected)
    {
        await using var session = await account.OpenAsync();

        var types = await session.TypesAsync(sql);

        Assert.Equal(expected ?? "1::FLOAT REAL, TRUE BOOLEAN, D DATE, '1'::VARIANT VARIANT", types);
    }

    [SkippableTheory]
    [InlineData("SELECT FROM", "001003")]
    [InlineData("SELECT 1 FROM DUAL SAMPLE (10)", "001003")]
    [InlineData("SELECT nothing", "000904")]
    [InlineData("SELECT a.n FROM (SELECT 1 AS n) b", "000904")]
    [InlineData("SELECT n FROM (SELECT 1 AS n) a, (SELECT 2 AS n) b", "002028")]
    [InlineData("SELECT * FROM NOWHERE", "002003")]
    [InlineData("SELECT * FROM NODB.PUBLIC.T", "002003")]
    [InlineData("SELECT NO_SUCH_FUNCTION(1)", "002140")]
    [InlineData("SELECT 'abc'::NUMBER", "100038")]
    [InlineData("SELECT 1000::NUMBER(3,0)", "100039")]
    [InlineData("SELECT 'NaN'::FLOAT::NUMBER", "100039")]
    [InlineData("SELECT 'maybe'::BOOLEAN", "100037")]
    [InlineData("SELECT '2024-02-30'::DATE", "100040")]
    [InlineData("SELECT 'x'::TIMESTAMP_NTZ", "100035")]
    [InlineData("SELECT TO_DATE('2024/02/03', 'YYYY-MM-DD')", "100040")]
    [InlineData("SELECT TO_BINARY('0g')", "100115")]
    [InlineData("SELECT PARSE_JSON('{')", "100069")]
    [InlineData("SELECT 1 / 0", "100051")]
    [InlineData("SELECT (SELECT column1 FROM VALUES (1), (2))", "090150")]
    [InlineData("SELECT n, COUNT(*) FROM (SELECT 1 AS n)", "000979")]
    [InlineData("SELECT TRUE::DATE", "001065")]
    [InlineData("SELECT 1::DECFLOAT", "002040")]
    [InlineData("GRANT SELECT ON STAGE T TO ROLE R", "001003")]
    public async Task Query_ThatIsWrongOrUnknown_FailsWithSnowflakesCode(string sql, string code)
    {
        await using var session = await account.OpenAsync();

        Assert.Equal(code, await session.CodeAsync(sql));
    }

    [SkippableFact]
    public async Task Try_OfWhatIsNone_GivesNull()
    {
        await using var session = await account.OpenAsync();

        Assert.Equal("~|~|~|~|~|1.50", await session.RowsAsync(
            "SELECT TRY_CAST('a' AS NUMBER), TRY_TO_DATE('2024-13-01'), TRY_TO_BOOLEAN('x'), TRY_TO_BINARY('0', 'HEX'), TRY_PARSE_JSON('{'), TRY_TO_NUMBER('1.5', 10, 2)"));
    }
}
