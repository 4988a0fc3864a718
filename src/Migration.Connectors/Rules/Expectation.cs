namespace Migration.Connectors.Rules;

/// <summary>What the answer of a plan's query must be.</summary>
public static class Expectation
{
    private static readonly string[] No = ["", "0", "false"];

    /// <summary>Null where the answer is as expected, else why not. Values of rows stay out of it: what came back is not shown.</summary>
    /// <param name="expected">Null means anything but NULL, 0, false and empty.</param>
    public static string? Complaint(string? answer, string? expected)
    {
        if (expected is not null)
            return answer == expected ? null : $"the answer is not '{expected}'";
        return answer is null || No.Contains(answer, StringComparer.OrdinalIgnoreCase) ? "the answer is NULL, 0, false or empty" : null;
    }
}
