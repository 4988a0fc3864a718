using Migration.Core.Errors;

namespace Migration.Core.Documents;

/// <summary>The codes under which a document's mistakes are reported.</summary>
public sealed record ProblemCodes(string Syntax, string UnknownKey, string WrongType, string Missing, string InvalidValue)
{
    public static ProblemCodes Plan { get; } = new(
        ErrorCodes.PlanSyntax,
        ErrorCodes.PlanUnknownKey,
        ErrorCodes.PlanWrongType,
        ErrorCodes.PlanMissing,
        ErrorCodes.PlanInvalidValue);

    public static ProblemCodes Configuration { get; } = new(
        ErrorCodes.ConfigInvalid,
        ErrorCodes.ConfigInvalid,
        ErrorCodes.ConfigInvalid,
        ErrorCodes.ConfigInvalid,
        ErrorCodes.ConfigInvalid);
}
