using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;

namespace Migration.Core.Validation;

/// <summary>The configuration and the rest of the plan don't ask for opposite things.</summary>
internal sealed class ConfigurationConflictValidator : IPlanRuleValidator
{
    private static readonly TimeSpan DefaultWindow = new MigrationConfiguration().RollbackWindow;

    public IEnumerable<Problem> Validate(MigrationPlan plan)
    {
        var configuration = plan.Configuration;
        var hasRules = plan.Validations.Count > 0 || plan.Tables.Any(t => t.Validations.Count > 0);
        if (!configuration.EnableValidation && hasRules)
            yield return Conflict("configuration.enableValidation", "The plan lists validations and turns validation off.", "Set enableValidation to true, or remove the validations.");
        if (!configuration.EnableValidation && configuration.ValidationInterval != TimeSpan.Zero)
            yield return Conflict("configuration.validationInterval", "The plan sets how often to validate and turns validation off.", "Set enableValidation to true, or leave validationInterval out.");
        if (plan.Type == MigrationType.Schema && hasRules)
            yield return Conflict("type", "The type SCHEMA moves no rows, and the plan lists validations of rows.", "Use COMBINED, or remove the validations.");
        if (plan.Type == MigrationType.Schema && plan.Tables.Any(t => t.Transformations.Count > 0))
            yield return Conflict("type", "The type SCHEMA moves no rows, and a table of the plan filters rows.", "Use COMBINED, or remove the transformations.");
        if (plan.Strategy == MigrationStrategy.Bulk && plan.Type == MigrationType.Data)
            yield return Conflict("strategy", "BULK loads tables that it creates, and the type DATA moves rows into tables that exist.", "Use BATCH, or the type COMBINED.");
        if (plan.Strategy == MigrationStrategy.Incremental && plan.Type == MigrationType.Schema)
            yield return Conflict("strategy", "INCREMENTAL changes rows, and the type SCHEMA moves none.", "Use BATCH, or the type COMBINED.");
        if (!configuration.RemoveExtra && plan.Strategy != MigrationStrategy.Incremental)
            yield return Conflict("configuration.removeExtra", "removeExtra is for the strategy INCREMENTAL alone: the others remove nothing.", "Use INCREMENTAL, or leave removeExtra out.");
        if (configuration.Unlogged && plan.Strategy != MigrationStrategy.Bulk)
            yield return Conflict("configuration.unlogged", "unlogged is for the strategy BULK alone.", "Use BULK, or leave unlogged out.");
        if (!configuration.EnableRollback && configuration.RollbackWindow != DefaultWindow && configuration.RollbackWindow != TimeSpan.Zero)
            yield return Conflict("configuration.rollbackWindow", "The plan sets a rollback window and turns rollback off.", "Set enableRollback to true, or leave rollbackWindow out.");
    }

    private static Problem Conflict(string path, string message, string fix) =>
        new(path, ErrorCodes.PlanContradiction, message, fix);
}
