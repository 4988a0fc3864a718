using Migration.Core.Documents;

namespace Migration.Core.Plans.Documents;

/// <summary>The <c>configuration</c> of a plan. Written whole, so that a plan shows what it runs with.</summary>
internal static class ConfigurationDocument
{
    private static readonly MigrationConfiguration Defaults = new();

    public static MigrationConfiguration Read(MapReader map) => new()
    {
        BatchSize = map.Optional("batchSize", ValueFormats.WholeNumber, Defaults.BatchSize),
        MaxRowsPerSecond = map.Optional("maxRowsPerSecond", ValueFormats.WholeNumber, Defaults.MaxRowsPerSecond),
        Parallelism = map.Optional("parallelism", ValueFormats.WholeNumber, Defaults.Parallelism),
        MaxRetries = map.Optional("maxRetries", ValueFormats.WholeNumber, Defaults.MaxRetries),
        MaxRejects = map.Optional("maxRejects", ValueFormats.WholeNumber, Defaults.MaxRejects),
        RetryDelay = map.Optional("retryDelay", ValueFormats.Duration, Defaults.RetryDelay),
        Timeout = map.Optional("timeout", ValueFormats.Duration, Defaults.Timeout),
        CheckpointInterval = map.Optional("checkpointInterval", ValueFormats.Duration, Defaults.CheckpointInterval),
        ValidationInterval = map.Optional("validationInterval", ValueFormats.Duration, Defaults.ValidationInterval),
        MaxDuration = map.Optional("maxDuration", ValueFormats.Duration, Defaults.MaxDuration),
        MaxCredits = map.Optional("maxCredits", ValueFormats.Number, Defaults.MaxCredits),
        WarehouseSize = map.Optional("warehouseSize", ValueFormats.Enum<WarehouseSize>(), Defaults.WarehouseSize),
        SuspendWarehouse = map.Optional("suspendWarehouse", ValueFormats.Boolean, Defaults.SuspendWarehouse),
        AcceptPolicies = map.Optional("acceptPolicies", ValueFormats.Boolean, Defaults.AcceptPolicies),
        MemoryLimit = map.Optional("memoryLimit", ValueFormats.Size, Defaults.MemoryLimit),
        Unlogged = map.Optional("unlogged", ValueFormats.Boolean, Defaults.Unlogged),
        RemoveExtra = map.Optional("removeExtra", ValueFormats.Boolean, Defaults.RemoveExtra),
        CloneTables = map.Optional("cloneTables", ValueFormats.Boolean, Defaults.CloneTables),
        TempTablePrefix = map.TextOrNull("tempTablePrefix") ?? Defaults.TempTablePrefix,
        UseTransactions = map.Optional("useTransactions", ValueFormats.Boolean, Defaults.UseTransactions),
        EnableCheckpoints = map.Optional("enableCheckpoints", ValueFormats.Boolean, Defaults.EnableCheckpoints),
        EnableValidation = map.Optional("enableValidation", ValueFormats.Boolean, Defaults.EnableValidation),
        EnableRollback = map.Optional("enableRollback", ValueFormats.Boolean, Defaults.EnableRollback),
        RollbackWindow = map.Optional("rollbackWindow", ValueFormats.Duration, Defaults.RollbackWindow),
        DryRun = map.Optional("dryRun", ValueFormats.Boolean, Defaults.DryRun),
        Verbose = map.Optional("verbose", ValueFormats.Boolean, Defaults.Verbose),
        ProgressReporting = map.Optional("progressReporting", ValueFormats.Boolean, Defaults.ProgressReporting),
    };

    public static MapNode Write(MigrationConfiguration configuration) => new MapWriter()
        .Value("batchSize", configuration.BatchSize)
        .Value("maxRowsPerSecond", configuration.MaxRowsPerSecond)
        .Value("parallelism", configuration.Parallelism)
        .Value("maxRetries", configuration.MaxRetries)
        .Value("maxRejects", configuration.MaxRejects)
        .Value("retryDelay", configuration.RetryDelay)
        .Value("timeout", configuration.Timeout)
        .Value("checkpointInterval", configuration.CheckpointInterval)
        .Value("validationInterval", configuration.ValidationInterval)
        .Value("maxDuration", configuration.MaxDuration)
        .Value("maxCredits", configuration.MaxCredits)
        .Enum("warehouseSize", configuration.WarehouseSize)
        .Value("suspendWarehouse", configuration.SuspendWarehouse)
        .Value("acceptPolicies", configuration.AcceptPolicies)
        .Size("memoryLimit", configuration.MemoryLimit)
        .Value("unlogged", configuration.Unlogged)
        .Value("removeExtra", configuration.RemoveExtra)
        .Value("cloneTables", configuration.CloneTables)
        .Node("tempTablePrefix", ScalarNode.Of(configuration.TempTablePrefix))
        .Value("useTransactions", configuration.UseTransactions)
        .Value("enableCheckpoints", configuration.EnableCheckpoints)
        .Value("enableValidation", configuration.EnableValidation)
        .Value("enableRollback", configuration.EnableRollback)
        .Value("rollbackWindow", configuration.RollbackWindow)
        .Value("dryRun", configuration.DryRun)
        .Value("verbose", configuration.Verbose)
        .Value("progressReporting", configuration.ProgressReporting)
        .ToNode();
}
