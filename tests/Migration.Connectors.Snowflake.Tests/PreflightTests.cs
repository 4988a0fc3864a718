using Migration.Conformance;
using Migration.Connectors.Tables;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;
using Migration.Planning;
using Snowflake.Emulator.Sql.Account;

namespace Migration.Connectors.Snowflake.Tests;

/// <summary>What is found before the first write. Each test has databases and a warehouse of its own in the one account.</summary>
public sealed class PreflightTests
{
    private const string Role = "ACCOUNTADMIN";
    private const string Two = "CREATE TABLE t(id NUMBER PRIMARY KEY, v VARCHAR); CREATE TABLE u(id NUMBER PRIMARY KEY); INSERT INTO u VALUES (1), (2)";

    [SkippableFact]
    public async Task Table_ThatTheRoleMayNotRead_IsNamed_AndTheOthersAreInspected()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        using var databases = new TestDatabases();
        databases.Snowflake("source", Two).Sqlite("target");
        Engine.Denials.Deny(Role, "SELECT", $"{databases.SnowflakeName("source")}.PUBLIC.T");

        var inspected = await InspectAsync(databases);

        var problem = Assert.Single(inspected.Problems);
        Assert.Equal((ErrorCodes.DatabaseUnreadable, "tables['T']", true), (problem.Code, problem.Path, problem.Blocks));
        Assert.Contains("lacks SELECT on table 'T'", problem.Message, StringComparison.Ordinal);
        Assert.StartsWith("GRANT SELECT ON TABLE", problem.Fix, StringComparison.Ordinal);
        Assert.Equal(("U", 2), (Assert.Single(inspected.Tables).Table.SourceTable, inspected.Tables[0].Rows));
    }

    [SkippableTheory]
    [InlineData(true, "INSERT, DELETE")]
    [InlineData(false, "INSERT")]
    public async Task Target_ThatTheRoleMayNotWrite_IsNamed(bool canRollBack, string missing)
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        using var databases = new TestDatabases();
        databases.Sqlite("source", "CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT)").Snowflake("target", Two);
        foreach (var privilege in (string[])["INSERT", "DELETE"])
            Engine.Denials.Deny(Role, privilege, $"{databases.SnowflakeName("target")}.PUBLIC.T");

        var problem = Assert.Single((await InspectAsync(databases, new() { EnableRollback = canRollBack })).Problems, problem => problem.Blocks);

        Assert.Equal((ErrorCodes.DatabaseUnreadable, "tables['t']"), (problem.Code, problem.Path));
        Assert.Contains($"lacks {missing} on table 'T'", problem.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task ViewsAndSequences_ThatTheRoleMayNotMake_AreNamed()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        using var databases = new TestDatabases();
        const string Sequences = "CREATE SEQUENCE q; CREATE SEQUENCE r; CREATE SEQUENCE unused";
        databases.Snowflake("source", $"{Sequences}; CREATE TABLE t(id NUMBER DEFAULT q.NEXTVAL, n NUMBER DEFAULT r.NEXTVAL); CREATE VIEW seen AS SELECT id FROM t; CREATE VIEW old AS SELECT id FROM t")
            .Snowflake("target", "CREATE SEQUENCE r; CREATE VIEW old AS SELECT 1 AS id").Snowflake("another");
        foreach (var privilege in (string[])["CREATE VIEW", "CREATE SEQUENCE"])
            Engine.Denials.Deny(Role, privilege, $"{databases.SnowflakeName("target")}.PUBLIC");

        var inspected = await InspectAsync(databases);

        var problems = inspected.Problems.Where(problem => problem.Severity != Severity.Info).ToList();
        Assert.Equal([("targetSchema", ErrorCodes.SchemaReduced), ("tables['T']", ErrorCodes.SchemaReduced)], problems.Select(problem => (problem.Path, problem.Code)));
        Assert.EndsWith("lacks CREATE VIEW on schema 'PUBLIC', so views are not created: 'SEEN'.", problems[0].Message, StringComparison.Ordinal);
        Assert.EndsWith("lacks CREATE SEQUENCE on schema 'PUBLIC', so table 'T' goes on taking its numbers from the source's: 'Q'.", problems[1].Message, StringComparison.Ordinal);
        Assert.StartsWith("GRANT CREATE SEQUENCE ON SCHEMA", problems[1].Fix, StringComparison.Ordinal);
        Assert.True(inspected.IsExecutable);
        Assert.All((await InspectAsync(databases, target: "another")).Problems, problem => Assert.Equal(Severity.Info, problem.Severity));
    }

    [SkippableTheory]
    [InlineData("CREATE MASKING POLICY hide AS (x VARCHAR) RETURNS VARCHAR -> '***'; ALTER TABLE t MODIFY COLUMN v SET MASKING POLICY hide", "column 'V'")]
    [InlineData("CREATE ROW ACCESS POLICY mine AS (x VARCHAR) RETURNS BOOLEAN -> FALSE; ALTER TABLE t ADD ROW ACCESS POLICY mine ON (v)", "rows of table 'T'")]
    public async Task Policy_OfASource_StopsThePlan_UntilItIsAccepted(string policy, string hidden)
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        using var databases = new TestDatabases();
        databases.Snowflake("source", $"{Two}; {policy}").Sqlite("target");

        var problem = Assert.Single((await InspectAsync(databases)).Problems);
        Assert.Equal((ErrorCodes.PolicyHides, "tables['T']", Severity.Error), (problem.Code, problem.Path, problem.Severity));
        Assert.Contains(hidden, problem.Message, StringComparison.Ordinal);

        var accepted = await InspectAsync(databases, new() { AcceptPolicies = true });
        Assert.Equal((true, Severity.Warning), (accepted.IsExecutable, Assert.Single(accepted.Problems).Severity));
    }

    [SkippableTheory]
    [InlineData(true, Severity.Info, true)]
    [InlineData(false, Severity.Error, false)]
    public async Task Policy_OfATableThatIsCloned_GoesWithIt_AndStopsNothing(bool isCloned, Severity severity, bool isExecutable)
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        using var databases = new TestDatabases();
        databases.Snowflake("source", $"{Two}; INSERT INTO t VALUES (1, 'whole'); CREATE MASKING POLICY hide AS (x VARCHAR) RETURNS VARCHAR -> '***'; ALTER TABLE t MODIFY COLUMN v SET MASKING POLICY hide").Snowflake("target");

        var inspected = await InspectAsync(databases, new() { CloneTables = isCloned });

        var problem = Assert.Single(inspected.Problems, problem => problem.Code == ErrorCodes.PolicyHides);
        Assert.Equal((severity, isExecutable), (problem.Severity, inspected.IsExecutable));
        Assert.Contains("HIDE", problem.Message, StringComparison.Ordinal);
        if (!isCloned)
            return;
        Assert.Equal(TableVerdict.Equal, (await TableRun.Of(databases, "T").With(job => job with { Configuration = new() }).RunAsync()).Verdict);
        Assert.Equal("***", databases.Scalar("target", "SELECT v FROM t"));
        databases.Execute("target", "ALTER TABLE t MODIFY COLUMN v UNSET MASKING POLICY");
        Assert.Equal("whole", databases.Scalar("target", "SELECT v FROM t"));
    }

    [SkippableFact]
    public async Task Warehouse_ThatCantWork_IsNamed()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        using var databases = new TestDatabases();
        databases.Sqlite("target");
        Engine.Warehouses.Put(new Warehouse("PF_STOPPED") { IsStarted = false, AutoResumes = false });
        Engine.Warehouses.Put(new Warehouse("PF_SPENT") { IsStarted = false, IsExhausted = true });
        Engine.Warehouses.Put(new Warehouse("PF_FIXED"));
        Engine.Denials.Deny(Role, "MODIFY", "PF_FIXED");

        Assert.Equal("is not there", await ComplaintAsync("PF_NOWHERE", "is not there"));
        Assert.Equal("does not resume by itself", await ComplaintAsync("PF_STOPPED", "does not resume by itself"));
        Assert.Equal("quota", await ComplaintAsync("PF_SPENT", "quota"));
        Assert.Equal("lacks MODIFY", await ComplaintAsync("PF_FIXED", "lacks MODIFY", new() { WarehouseSize = WarehouseSize.Large }));

        async Task<string> ComplaintAsync(string warehouse, string expected, MigrationConfiguration? configuration = null)
        {
            databases.Snowflake("source", more: $"warehouse={warehouse}");
            var problem = Assert.Single((await InspectAsync(databases, configuration)).Problems, problem => problem.Blocks);
            Assert.Equal((ErrorCodes.WarehouseUnusable, "sourceDatabase"), (problem.Code, problem.Path));
            return problem.Message.Contains(expected, StringComparison.Ordinal) ? expected : problem.Message;
        }
    }

    [SkippableTheory]
    [InlineData(WarehouseSize.Unchanged, WarehouseSize.Small, 2)]
    [InlineData(WarehouseSize.Large, WarehouseSize.Large, 8)]
    public async Task Estimate_IsInCredits_OfTheWarehouseThatBothSidesShare(WarehouseSize asked, WarehouseSize size, int rate)
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        using var databases = new TestDatabases();
        Engine.Warehouses.Put(new Warehouse("PF_PRICED") { Size = "SMALL" });
        databases.Snowflake("source", Two, "warehouse=PF_PRICED").Snowflake("target", more: "warehouse=PF_PRICED");

        var inspected = await InspectAsync(databases, new() { WarehouseSize = asked });

        var warehouse = Assert.Single(inspected.Warehouses);
        Assert.Equal(("PF_PRICED", size, (decimal)rate), (warehouse.Name, warehouse.Size, warehouse.CreditsPerHour));
        // A minute at least.
        Assert.Equal(Math.Round(rate / 60m, 4), inspected.EstimatedCredits);
        Assert.Contains(inspected.Assumptions, assumption => assumption.Contains("PF_PRICED", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Budget_BelowTheEstimate_IsAWarning()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        using var databases = new TestDatabases();
        Engine.Warehouses.Put(new Warehouse("PF_DEAR"));
        databases.Snowflake("source", Two, "warehouse=PF_DEAR").Sqlite("target");

        var inspected = await InspectAsync(databases, new() { WarehouseSize = WarehouseSize.X6Large, MaxCredits = 2 });

        Assert.Equal(("configuration.maxCredits", Severity.Warning), (Assert.Single(inspected.Problems).Path, inspected.Problems[0].Severity));
        Assert.Empty((await InspectAsync(databases, new() { MaxCredits = 2 })).Problems);
    }

    private static global::Snowflake.Emulator.Sql.PostgresStatementEngine Engine => SnowflakeAccount.Shared.Engine;

    private static Task<PlanInspectionResult> InspectAsync(TestDatabases databases, MigrationConfiguration? configuration = null, string target = "target") => PlanInspection.InspectAsync(
        new() { Id = "plan", Name = "plan", SourceDatabase = "source", TargetDatabase = target, Configuration = configuration ?? new() }, databases.Catalog, CancellationToken.None);
}
