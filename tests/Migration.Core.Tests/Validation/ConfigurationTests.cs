using Migration.Core.Documents;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Tests.Plans;

namespace Migration.Core.Tests.Validation;

public class ConfigurationTests : PlanValidation
{
    [Theory]
    [InlineData("batchSize: 1")]
    [InlineData("batchSize: 1000000")]
    [InlineData("parallelism: 64")]
    [InlineData("maxRowsPerSecond: 0")]
    [InlineData("maxRejects: 100000")]
    [InlineData("maxRetries: 0")]
    [InlineData("retryDelay: 10ms")]
    [InlineData("timeout: 0")]
    [InlineData("timeout: 1s")]
    [InlineData("checkpointInterval: 1h")]
    [InlineData("memoryLimit: 1MB")]
    [InlineData("validationInterval: 0s")]
    [InlineData("validationInterval: 5m")]
    [InlineData("maxDuration: 0s")]
    [InlineData("maxDuration: 90m")]
    [InlineData("maxCredits: 0")]
    [InlineData("maxCredits: 2.5")]
    [InlineData("warehouseSize: x4large")]
    [InlineData("suspendWarehouse: true")]
    [InlineData("acceptPolicies: true")]
    [InlineData("rollbackWindow: 0")]
    [InlineData("tempTablePrefix: mig_tmp_")]
    [InlineData("enableValidation: false")]
    [InlineData("enableRollback: false")]
    [InlineData("dryRun: true")]
    [InlineData("verbose: true")]
    [InlineData("progressReporting: false")]
    public void Accepts_AValueWithinItsBounds(string line) => Accepts(plan => plan with { Configuration = Read(line) });

    [Theory]
    [InlineData("batchSize: 0", "batchSize")]
    [InlineData("batchSize: 1000001", "batchSize")]
    [InlineData("parallelism: 0", "parallelism")]
    [InlineData("parallelism: 65", "parallelism")]
    [InlineData("maxRowsPerSecond: -1", "maxRowsPerSecond")]
    [InlineData("maxRejects: 100001", "maxRejects")]
    [InlineData("maxRetries: -1", "maxRetries")]
    [InlineData("retryDelay: 0", "retryDelay")]
    [InlineData("retryDelay: 61m", "retryDelay")]
    [InlineData("timeout: 1ms", "timeout")]
    [InlineData("checkpointInterval: 0", "checkpointInterval")]
    [InlineData("memoryLimit: 1KB", "memoryLimit")]
    [InlineData("validationInterval: 10ms", "validationInterval")]
    [InlineData("maxDuration: 59s", "maxDuration")]
    [InlineData("maxCredits: -1", "maxCredits")]
    [InlineData("maxCredits: 0.05", "maxCredits")]
    [InlineData("rollbackWindow: 366d", "rollbackWindow")]
    public void Rejects_AValueOutOfItsBounds(string line, string key) =>
        Rejects($"configuration.{key}", ErrorCodes.PlanInvalidValue, plan => plan with { Configuration = Read(line) });

    [Theory]
    [InlineData("useTransactions: false", "useTransactions")]
    [InlineData("enableCheckpoints: false", "enableCheckpoints")]
    [InlineData("tempTablePrefix: t", "tempTablePrefix")]
    public void Rejects_WhatWouldNotBeObeyed(string line, string key) =>
        Rejects($"configuration.{key}", ErrorCodes.PlanUnsupported, plan => plan with { Configuration = Read(line) });

    [Fact]
    public void Rejects_AnIntervalWithValidationOff() =>
        Rejects("configuration.validationInterval", ErrorCodes.PlanContradiction, plan => plan with { Configuration = Read("{ enableValidation: false, validationInterval: 1m }") });

    [Fact]
    public void Rejects_ValidationsWithValidationOff() =>
        Rejects("configuration.enableValidation", ErrorCodes.PlanContradiction, plan => WithRule(plan) with { Configuration = Read("enableValidation: false") });

    [Fact]
    public void Rejects_ARollbackWindowWithRollbackOff() =>
        Rejects("configuration.rollbackWindow", ErrorCodes.PlanContradiction, plan => plan with { Configuration = Read("{ enableRollback: false, rollbackWindow: 1h }") });

    [Fact]
    public void Rejects_ValidationsOfRowsThatDoNotMove() =>
        Rejects("type", ErrorCodes.PlanContradiction, plan => WithRule(plan) with { Type = MigrationType.Schema });

    [Fact]
    public void Rejects_AFilterOfRowsThatDoNotMove() =>
        Rejects("type", ErrorCodes.PlanContradiction, plan => WithTable(plan with { Type = MigrationType.Schema }, new TableMigration
        {
            SourceTable = "users",
            Transformations = [new DataTransformation { Type = TransformationType.Filter, Expression = "x" }],
        }));

    [Fact]
    public void Accepts_UnloggedRowsInBulk() => Accepts(plan => plan with { Strategy = MigrationStrategy.Bulk, Configuration = Read("unlogged: true") });

    [Fact]
    public void Rejects_UnloggedRowsInBatches() =>
        Rejects("configuration.unlogged", ErrorCodes.PlanContradiction, plan => plan with { Configuration = Read("unlogged: true") });

    [Fact]
    public void Rejects_ABulkLoadThatCreatesNothing() =>
        Rejects("strategy", ErrorCodes.PlanContradiction, plan => plan with { Strategy = MigrationStrategy.Bulk, Type = MigrationType.Data });

    private static MigrationPlan WithRule(MigrationPlan plan) => plan with { Validations = [new ValidationRule { Name = "v", Type = ValidationType.RowCount }] };

    private static MigrationConfiguration Read(string line)
    {
        var written = PlanFile.Write(SamplePlans.Minimal, DocumentFormat.Yaml);
        var head = written[..written.IndexOf("configuration:", StringComparison.Ordinal)];
        var text = line.StartsWith('{') ? $"configuration: {line}" : $"configuration:\n  {line}";
        return PlanFile.Read(head + text, DocumentFormat.Yaml).ValueOrThrow("The plan").Configuration;
    }
}
