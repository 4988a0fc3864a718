using Migration.Connectors.Comparison;
using Migration.Connectors.Tables;
using Migration.Core.Plans;
using Migration.Workflows;

namespace Migration.Activities;

/// <summary>What a validation tells a workflow: keys of rows and names of columns, and no other value.</summary>
internal static class ValidationMessages
{
    private const int RowsTold = 20;

    public static TableValidationResult ToMessage(this TableValidation validation) => new()
    {
        Verdict = WireName.Of(validation.Verdict),
        SourceRows = validation.SourceRows,
        CopiedRows = validation.CopiedRows,
        RejectedRows = validation.RejectedRows,
        TargetRows = validation.TargetRows,
        RangesCompared = validation.RangesCompared,
        RangesDifferent = validation.RangesDifferent,
        KeysDiffer = validation.KeysDiffer,
        Hash = validation.Hash,
        Code = validation.Code,
        Summary = ValidationSentence.Of(validation),
        FirstDifferent = validation.Mismatches.Count == 0 ? null : validation.Mismatches[0].Range,
        Rows = [.. validation.Mismatches.SelectMany(mismatch => mismatch.Rows).Take(RowsTold).Select(ToMessage)],
        NotCompared = validation.NotCompared,
    };

    /// <summary>The rules of the table alone that its rows are asked by.</summary>
    public static IReadOnlyList<ValidationRule> RulesAfterCopy(this TableTask task) =>
        [.. task.Validations.Where(rule => rule is { IsAsked: true, SpansTables: false, Side: PlanSide.Target })];

    private static RowFinding ToMessage(RowDifference row) => new(WireName.Of(row.Kind), row.Key, [.. row.Cells.Select(cell => cell.Column)]);
}
