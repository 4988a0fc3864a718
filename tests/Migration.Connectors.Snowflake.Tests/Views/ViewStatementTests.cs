using Migration.Connectors.Snowflake.Views;

namespace Migration.Connectors.Snowflake.Tests.Views;

public sealed class ViewStatementTests
{
    [Theory]
    [InlineData("create view v as select 1", "CREATE VIEW \"D\".\"S\".\"V\" COMMENT = 'c' AS\nselect 1\n")]
    [InlineData("CREATE OR REPLACE VIEW db.s.\"V\" UNKNOWN AS SELECT 1", null)]
    [InlineData("-- said\nCREATE OR REPLACE VIEW IF NOT EXISTS db..\"od\"\"d\" AS SELECT 1;", "CREATE VIEW \"D\".\"S\".\"V\" COMMENT = 'c' AS\nSELECT 1\n")]
    [InlineData("CREATE RECURSIVE VIEW a.b.V (N COMMENT 'it''s (one)', \"as\") COPY GRANTS COMMENT='as' CHANGE_TRACKING = TRUE AS SELECT N FROM V -- end", "CREATE RECURSIVE VIEW \"D\".\"S\".\"V\" (N COMMENT 'it''s (one)', \"as\") CHANGE_TRACKING = TRUE COMMENT = 'c' AS\nSELECT N FROM V\n")]
    [InlineData("CREATE OR ALTER VIEW v AS /* as */ WITH x AS (SELECT $$;$$ AS q, ';' AS r) SELECT * FROM x", "CREATE VIEW \"D\".\"S\".\"V\" COMMENT = 'c' AS\nWITH x AS (SELECT $$;$$ AS q, ';' AS r) SELECT * FROM x\n")]
    [InlineData("CREATE OR REPLACE SECURE RECURSIVE VIEW v (a) AS SELECT 1", "CREATE SECURE RECURSIVE VIEW \"D\".\"S\".\"V\" (a) COMMENT = 'c' AS\nSELECT 1\n")]
    [InlineData("CREATE TEMPORARY VIEW v AS SELECT 1", null)]
    [InlineData("CREATE MATERIALIZED VIEW v AS SELECT 1", null)]
    [InlineData("CREATE VIEW v WITH ROW ACCESS POLICY p ON (a) AS SELECT 1", null)]
    [InlineData("CREATE VIEW v (a MASKING POLICY p) AS SELECT 1", null)]
    [InlineData("CREATE VIEW v (a WITH TAG (d.t = 'x', \"u\" = ')') COMMENT 'c', b TAG (t = 'y')) TAG (t = 'z') AS SELECT 1, 2", "CREATE VIEW \"D\".\"S\".\"V\" (a COMMENT 'c', b) COMMENT = 'c' AS\nSELECT 1, 2\n")]
    [InlineData("CREATE VIEW v (a TAG (t = 'x') MASKING POLICY p) AS SELECT 1", null)]
    [InlineData("CREATE VIEW v (a TAG (t = 'x'", null)]
    [InlineData("CREATE VIEW v (tag, policies) AS SELECT 1, 2", "CREATE VIEW \"D\".\"S\".\"V\" (tag, policies) COMMENT = 'c' AS\nSELECT 1, 2\n")]
    [InlineData("CREATE VIEW v AS SELECT 1; SELECT 2", null)]
    [InlineData("CREATE VIEW v AS SELECT 'x", null)]
    [InlineData("CREATE VIEW v AS", null)]
    [InlineData("CREATE VIEW v", null)]
    [InlineData("", null)]
    public void Statement_IsWrittenAnewUnderItsName_OrNotAtAll(string text, string? expected) =>
        Assert.Equal(expected, ViewStatementReader.Read(text)?.Write(new("D", "S"), "V", "c"));
}
