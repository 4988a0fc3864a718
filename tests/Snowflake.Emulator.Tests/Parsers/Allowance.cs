namespace Snowflake.Emulator.Tests.Parsers;

/// <summary>What one of the parsers is known not to understand though Snowflake does: the only statements for which the other alone vouches, or nobody where both stand here.</summary>
internal sealed record Allowance(string Parser, string Words, string Example)
{
    public static IReadOnlyList<Allowance> All { get; } =
    [
        new("datafusion", "SHOW PRIMARY KEYS", "SHOW PRIMARY KEYS IN TABLE T"),
        new("datafusion", "SHOW UNIQUE KEYS", "SHOW UNIQUE KEYS IN TABLE T"),
        new("datafusion", "SHOW IMPORTED KEYS", "SHOW IMPORTED KEYS IN TABLE T"),
        new("datafusion", "CREATE SEQUENCE", "CREATE SEQUENCE Q START WITH 1 INCREMENT BY 1 ORDER"),
        new("datafusion", "DESC VIEW", "DESC VIEW V"),
        new("datafusion", "SHOW WAREHOUSES", "SHOW WAREHOUSES LIKE 'LOAD'"),
        new("datafusion", "SHOW GRANTS ON", "SHOW GRANTS ON TABLE D.\"S\".T"),
        new("polyglot", "SHOW GRANTS ON", "SHOW GRANTS ON TABLE D.\"S\".T"),
        new("datafusion", "ALTER WAREHOUSE", "ALTER WAREHOUSE LOAD SUSPEND"),
        new("polyglot", "ALTER WAREHOUSE", "ALTER WAREHOUSE LOAD SET WAREHOUSE_SIZE = 'LARGE' WAIT_FOR_COMPLETION = TRUE COMMENT = 'x'"),
        new("datafusion", " SET TAG ", "ALTER TABLE T SET TAG D.S.COST = 'hr'"),
        new("polyglot", "ALTER VIEW ", "ALTER VIEW V SET TAG D.S.COST = 'hr'"),
        new("datafusion", " SET MASKING POLICY ", "ALTER TABLE T ALTER COLUMN V SET MASKING POLICY D.S.HIDE"),
        new("polyglot", " SET MASKING POLICY ", "ALTER TABLE T ALTER COLUMN V SET MASKING POLICY D.S.HIDE"),
        new("datafusion", " ADD ROW ACCESS POLICY ", "ALTER TABLE T ADD ROW ACCESS POLICY D.S.MINE ON (ID)"),
        new("polyglot", " COPY GRANTS", "CREATE TABLE T CLONE D.S.U COPY GRANTS"),
    ];

    public static bool Covers(string parser, string statement) => All.Any(allowance => allowance.Parser == parser && statement.Contains(allowance.Words, StringComparison.Ordinal));
}
