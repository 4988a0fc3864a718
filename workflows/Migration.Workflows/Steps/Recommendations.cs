using Migration.Core.Errors;

namespace Migration.Workflows;

/// <summary>What a person should do about a failure, by its code.</summary>
public static class Recommendations
{
    private const string Otherwise = "Read the message, mend the cause, then retry; or skip the table, roll back, or cancel.";

    private static readonly Dictionary<string, string> ByCode = new(StringComparer.Ordinal)
    {
        [ErrorCodes.DatabaseUnknown] = "Add the database to the configuration of every worker, restart them, then retry.",
        [ErrorCodes.DatabaseMissing] = "Put the database back where the configuration says it is, then retry.",
        [ErrorCodes.DatabaseUnreadable] = "Give the worker's account read access to the database, then retry.",
        [ErrorCodes.DatabaseLocked] = "Close the program that keeps the database locked, then retry.",
        [ErrorCodes.DatabaseReadOnly] = "Make the target writable for the worker's account, then retry.",
        [ErrorCodes.DatabaseFull] = "Make room on the disk of the target, then retry; nothing that was copied is lost.",
        [ErrorCodes.DatabaseIo] = "Check the disk and its file system, then retry.",
        [ErrorCodes.WarehouseUnusable] = "Give the warehouse a larger quota, or the role what the message names, then retry; what is committed stays.",
        [ErrorCodes.TableUnknown] = "Bring the table back or correct the plan, then retry; or skip the table.",
        [ErrorCodes.ColumnUnknown] = "Bring the column back, then retry; or cancel, correct the plan and execute it anew.",
        [ErrorCodes.ColumnIncompatible] = "Change the target's column, then retry; or cancel, map the column in the plan and execute it anew.",
        [ErrorCodes.ConstraintViolated] = "Correct the rows in the source or loosen the constraint in the target, then retry; or skip the table.",
        [ErrorCodes.ForeignKeyViolated] = "Correct the rows that refer to nothing, then retry; or skip this check to accept them.",
        [ErrorCodes.SourceChanged] = "Stop writes to the source table, roll this table back, then retry it.",
        [ErrorCodes.TargetClaimed] = "Wait for the other execution to end or cancel it, then execute the plan anew; docs/errors.md says what to do where neither can be.",
        [ErrorCodes.TargetNotEmpty] = "Empty the target table or choose another, then retry.",
        [ErrorCodes.LedgerInvalid] = "Roll the table back, then retry it.",
        [ErrorCodes.PostActionFailed] = "Correct what the statement needs, then retry; or skip it.",
        [ErrorCodes.ValidationFailed] = "Look at the ranges named, roll the table back and retry it; or skip the table to accept it as it is.",
        [ErrorCodes.RuleBroken] = "Correct the rows that the message names, or what the rule asks for, then retry; or skip the table, or the check, to accept them.",
        [ErrorCodes.RollbackImpossible] = "Restore what the rollback needs, then ask for it again; or finalize to keep things as they are.",
        [ErrorCodes.RollbackUnverified] = "Compare the target with a backup; ask for the rollback again, or finalize to keep things as they are.",
    };

    public static string For(string code) => ByCode.GetValueOrDefault(code, Otherwise);
}
