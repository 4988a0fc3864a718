using Migration.Connectors.Schema;
using Migration.Connectors.Snowflake.Schema;
using Migration.Connectors.Tables;
using Migration.Connectors.Types;
using Migration.Core.Errors;

namespace Migration.Connectors.Snowflake.Tests;

public sealed class TargetDdlTests
{
    [Fact]
    public void Table_OfPostgres_IsWrittenWithKeysDefaultsAndComments()
    {
        var table = new TableDefinition("orders",
        [
            new("id", "bigint") { Type = new(LogicalType.Integer), NotNull = true, IsNumbered = true, LastNumber = 41 },
            new("Price", "numeric(10,2)") { Type = new(LogicalType.Decimal) { Precision = 10, Scale = 2 }, DefaultExpression = "0.5" },
            new("note", "text") { Type = new(LogicalType.Text), DefaultExpression = "'it''s \\'", Comment = "what's said" },
            new("at", "timestamptz") { Type = new(LogicalType.Instant), DefaultExpression = "now()" },
        ])
        {
            Dialect = TableDefinition.PostgresDialect,
            PrimaryKey = new("orders_pkey", [new("id")]),
            UniqueKeys = [new("u", [new("Price"), new("at")])],
            Checks = [new("c", "id > 0")],
            Comment = "All of them",
        };
        var ddl = Ddl(table);

        Assert.Equal(
            """
            CREATE TABLE "DB"."S"."ORDERS" (
              "ID" NUMBER(19,0) NOT NULL AUTOINCREMENT START 42 INCREMENT 1,
              "Price" NUMBER(10,2) DEFAULT 0.5,
              "NOTE" VARCHAR DEFAULT 'it''s \\' COMMENT 'what''s said',
              "AT" TIMESTAMP_LTZ(6),
              PRIMARY KEY ("ID"),
              UNIQUE ("Price", "AT")
            ) COMMENT = 'All of them'
            """, ddl.CreateTable());
        Assert.Equal(2, ddl.Warnings().Count);
        Assert.Equal([["ID"], ["Price", "AT"]], ddl.UniqueColumns());
    }

    [Theory]
    [InlineData(LogicalType.Decimal, null, null, "VARCHAR")]
    [InlineData(LogicalType.Decimal, 12, 3, "NUMBER(38,3)")]
    [InlineData(LogicalType.Uuid, null, null, "VARCHAR")]
    [InlineData(LogicalType.Json, null, null, "VARCHAR")]
    [InlineData(LogicalType.Boolean, null, null, "BOOLEAN")]
    [InlineData(LogicalType.Double, null, null, "FLOAT")]
    [InlineData(LogicalType.Bytes, null, null, "BINARY")]
    [InlineData(LogicalType.Time, null, null, "TIME(6)")]
    public void Column_OfSqlite_HasRoomForWhatSqliteHolds(LogicalType kind, int? precision, int? scale, string expected)
    {
        var table = new TableDefinition("t", [new("c", "X") { Type = new(kind) { Precision = precision, Scale = scale } }]);

        Assert.Contains($"\"C\" {expected}\n", Ddl(table).CreateTable(), StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_OfOneNameInSnowflake_AreRefused()
    {
        var table = new TableDefinition("t", [new("c", "X"), new("C", "X")]);

        Assert.Equal(ErrorCodes.PlanContradiction, Assert.Throws<MigrationException>(() => Ddl(table).CreateTable()).Code);
    }

    private static TargetDdl Ddl(TableDefinition table) =>
        new(table, [.. table.Columns.Select(column => new MappedColumn(column.Name, column, IsDirect: true))], (new("DB", "S"), table.Name), isWhole: true, []);
}
