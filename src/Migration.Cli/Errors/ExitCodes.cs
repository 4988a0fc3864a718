using Migration.Core.Errors;

namespace Migration.Cli.Errors;

/// <summary>One exit code per class of error; docs/cli.md has the table.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;
    public const int Internal = 1;
    public const int Usage = 2;
    public const int PlanInvalid = 3;
    public const int NotFound = 4;
    public const int Conflict = 5;
    public const int MigrationFailed = 6;
    public const int ServerUnreachable = 7;
    public const int Storage = 8;
    public const int Different = 9;
    public const int NotComparable = 10;
    public const int Interrupted = 130;

    /// <summary>The exit code of an error code. A code that nobody placed is a fault of this table, hence internal.</summary>
    public static int For(string errorCode) => errorCode switch
    {
        CliErrorCodes.Usage or CliErrorCodes.CommandUnsupported or ErrorCodes.ConfigInvalid => Usage,

        ErrorCodes.PlanSyntax or ErrorCodes.PlanUnknownKey or ErrorCodes.PlanWrongType or ErrorCodes.PlanMissing
            or ErrorCodes.PlanInvalidValue or ErrorCodes.PlanContradiction or ErrorCodes.PlanUnsupported
            or ErrorCodes.ColumnIncompatible or ErrorCodes.ColumnUnmapped or ErrorCodes.SchemaReduced or ErrorCodes.TableClone or ErrorCodes.SourceMayChange or ErrorCodes.ExpressionInvalid or ErrorCodes.PolicyHides => PlanInvalid,

        ErrorCodes.PlanNotFound or ErrorCodes.TemplateNotFound or ErrorCodes.ExecutionNotFound or ErrorCodes.DatabaseUnknown or ErrorCodes.DatabaseMissing
            or ErrorCodes.SchemaUnknown or ErrorCodes.TableUnknown or ErrorCodes.ColumnUnknown or CliErrorCodes.FileNotFound => NotFound,

        ErrorCodes.PlanExists or ErrorCodes.TemplateExists or ErrorCodes.ExecutionFinished or ErrorCodes.ExecutionRunning or ErrorCodes.TargetClaimed
            or ErrorCodes.TargetExists or ErrorCodes.TargetNotEmpty or CliErrorCodes.HostRunning or CliErrorCodes.HostConfigOther
            or CliErrorCodes.PortInUse or CliErrorCodes.StateRefuses => Conflict,

        ErrorCodes.PreConditionFailed or ErrorCodes.PostActionFailed or ErrorCodes.ValidationFailed or ErrorCodes.RuleBroken
            or ErrorCodes.ConstraintViolated or ErrorCodes.ValueRejected or ErrorCodes.ForeignKeyViolated or ErrorCodes.SourceChanged
            or ErrorCodes.AttemptFenced or ErrorCodes.LedgerInvalid or ErrorCodes.RepairImpossible or ErrorCodes.RollbackImpossible
            or ErrorCodes.RollbackUnverified or ErrorCodes.RollbackKept or CliErrorCodes.MigrationFailed => MigrationFailed,

        ErrorCodes.ServerUnreachable or ErrorCodes.Timeout or CliErrorCodes.HostFailed or CliErrorCodes.HostNotRunning => ServerUnreachable,

        ErrorCodes.DatabaseUnreadable or ErrorCodes.DatabaseInvalid or ErrorCodes.DatabaseTooOld or ErrorCodes.WarehouseUnusable or ErrorCodes.DatabaseLocked or ErrorCodes.DatabaseReadOnly
            or ErrorCodes.DatabaseFull or ErrorCodes.DatabaseIo or ErrorCodes.StatementFailed or ErrorCodes.HomeUnusable
            or CliErrorCodes.FileUnreadable => Storage,

        CliErrorCodes.Interrupted => Interrupted,
        _ => Internal,
    };
}
