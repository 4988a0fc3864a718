namespace Migration.Core.Errors;

/// <summary>Every code that a user can meet; docs/errors.md explains each. A code is never reused or renamed.</summary>
public static class ErrorCodes
{
    public const string PlanSyntax = "PLAN_SYNTAX";
    public const string PlanUnknownKey = "PLAN_UNKNOWN_KEY";
    public const string PlanWrongType = "PLAN_WRONG_TYPE";
    public const string PlanMissing = "PLAN_MISSING_VALUE";
    public const string PlanInvalidValue = "PLAN_INVALID_VALUE";
    public const string PlanContradiction = "PLAN_CONTRADICTION";
    public const string PlanUnsupported = "PLAN_UNSUPPORTED";
    public const string PlanNotFound = "PLAN_NOT_FOUND";
    public const string PlanExists = "PLAN_EXISTS";
    public const string TemplateNotFound = "TEMPLATE_NOT_FOUND";
    public const string TemplateExists = "TEMPLATE_EXISTS";

    public const string ConfigInvalid = "CONFIG_INVALID";
    public const string HomeUnusable = "HOME_UNUSABLE";
    public const string DatabaseUnknown = "DATABASE_UNKNOWN";
    public const string DatabaseMissing = "DATABASE_MISSING";
    public const string DatabaseUnreadable = "DATABASE_UNREADABLE";
    public const string DatabaseInvalid = "DATABASE_INVALID";
    public const string DatabaseTooOld = "DATABASE_TOO_OLD";
    public const string DatabaseLocked = "DATABASE_LOCKED";
    public const string DatabaseReadOnly = "DATABASE_READ_ONLY";
    public const string DatabaseFull = "DATABASE_FULL";
    public const string DatabaseIo = "DATABASE_IO";
    public const string WarehouseUnusable = "WAREHOUSE_UNUSABLE";
    public const string PolicyHides = "POLICY_HIDES";
    public const string SchemaUnknown = "SCHEMA_UNKNOWN";
    public const string TableUnknown = "TABLE_UNKNOWN";
    public const string ColumnUnknown = "COLUMN_UNKNOWN";
    public const string ColumnIncompatible = "COLUMN_INCOMPATIBLE";
    public const string ColumnUnmapped = "COLUMN_UNMAPPED";
    public const string SchemaReduced = "SCHEMA_REDUCED";
    public const string TableClone = "TABLE_CLONE";
    public const string ExpressionInvalid = "EXPRESSION_INVALID";
    public const string StatementFailed = "STATEMENT_FAILED";

    public const string TargetClaimed = "TARGET_CLAIMED";
    public const string TargetExists = "TARGET_EXISTS";
    public const string TargetNotEmpty = "TARGET_NOT_EMPTY";
    public const string ValueRejected = "VALUE_REJECTED";
    public const string ConstraintViolated = "CONSTRAINT_VIOLATED";
    public const string ForeignKeyViolated = "FOREIGN_KEY_VIOLATED";
    public const string SourceChanged = "SOURCE_CHANGED";
    public const string SourceMayChange = "SOURCE_MAY_CHANGE";
    public const string AttemptFenced = "ATTEMPT_FENCED";
    public const string LedgerInvalid = "LEDGER_INVALID";
    public const string PreConditionFailed = "PRECONDITION_FAILED";
    public const string PostActionFailed = "POST_ACTION_FAILED";
    public const string ValidationFailed = "VALIDATION_FAILED";
    public const string RuleBroken = "RULE_BROKEN";
    public const string RepairImpossible = "REPAIR_IMPOSSIBLE";
    public const string RollbackImpossible = "ROLLBACK_IMPOSSIBLE";
    public const string RollbackKept = "ROLLBACK_KEPT";
    public const string RollbackUnverified = "ROLLBACK_UNVERIFIED";

    public const string ExecutionNotFound = "EXECUTION_NOT_FOUND";
    public const string ExecutionFinished = "EXECUTION_FINISHED";
    public const string ExecutionRunning = "EXECUTION_RUNNING";
    public const string ServerUnreachable = "SERVER_UNREACHABLE";
    public const string Timeout = "TIMEOUT";
    public const string Internal = "INTERNAL";
}
