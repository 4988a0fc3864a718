using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;

namespace Migration.Core.Validation;

/// <summary>What the product would not obey is refused rather than ignored.</summary>
internal sealed class ConfigurationSupportValidator : IPlanRuleValidator
{
    private static readonly string DefaultPrefix = new MigrationConfiguration().TempTablePrefix;

    public IEnumerable<Problem> Validate(MigrationPlan plan)
    {
        var configuration = plan.Configuration;
        if (!configuration.UseTransactions)
            yield return Refuse("useTransactions", "useTransactions: false is not supported: rows and their ledger entry commit together, which is what makes every row arrive exactly once.", "Set it to true or leave it out.");
        if (!configuration.EnableCheckpoints)
            yield return Refuse("enableCheckpoints", "enableCheckpoints: false is not supported: pause, resume and recovery after a crash rest on checkpoints.", "Set it to true or leave it out; a long checkpointInterval makes them rare.");
        if (configuration.TempTablePrefix != DefaultPrefix)
            yield return Refuse("tempTablePrefix", "A tempTablePrefix of its own is not supported: rows go straight into their tables, and no temporary table is made.", "Leave it out.");
    }

    private static Problem Refuse(string key, string message, string fix) =>
        new($"configuration.{key}", ErrorCodes.PlanUnsupported, message, fix);
}
