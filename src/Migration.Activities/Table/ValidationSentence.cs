using Migration.Connectors.Tables;

namespace Migration.Activities;

/// <summary>A verdict in words: the summary and, where sides differ, the first ranges and keys of rows.</summary>
public static class ValidationSentence
{
    public static string Of(TableValidation validation) =>
        string.Join(' ', validation.Mismatches.Select(Of).Prepend(validation.Summary));

    private static string Of(RangeMismatch mismatch) =>
        $"{RangeName.Of(mismatch.Range, mismatch.Shard)}: {mismatch.ExpectedRows} row(s) copied, {Now(mismatch)}{Keys(mismatch.Keys)}.";

    private static string Now(RangeMismatch mismatch) =>
        mismatch.SourceRows is { } rows ? $"{rows} in the source now" : $"{mismatch.ActualRows} in the target";

    private static string Keys(IReadOnlyList<string> keys) => keys.Count == 0 ? "" : $"; rows that differ: {string.Join(", ", keys)}";
}
