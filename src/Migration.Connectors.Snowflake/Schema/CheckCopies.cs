using Migration.Connectors.Schema;
using Migration.Connectors.Snowflake.Views;
using Migration.Connectors.Tables;

namespace Migration.Connectors.Snowflake.Schema;

/// <summary>
/// The checks of a table in one that is created from it. A clause is a text, so it goes along within Snowflake where each
/// column that it names arrives under the same name and type.
/// </summary>
internal sealed class CheckCopies(TableDefinition source, IReadOnlyList<MappedColumn> columns)
{
    private string? _refusal;

    private bool IsOwnDialect => source.Dialect == TableDefinition.SnowflakeDialect;

    private IEnumerable<CheckDefinition> Kept => source.Checks.Where(IsKept);

    /// <summary>As CREATE TABLE lists them.</summary>
    public IEnumerable<string> Clauses() => _refusal is null ? Kept.Select(Clause) : [];

    /// <summary>Of each that is not created, why.</summary>
    public IEnumerable<string> Warnings() => source.Checks.Where(check => !IsKept(check)).Select(check => IsOwnDialect
        ? $"The check '{Told(check)}' of table '{source.Name}' is not created: {(check.Expression.Length > 0 ? "a column of it is not mapped as it is" : "its clause is not told to this role")}."
        : $"The check '{Told(check)}' is not created. Add it by hand in Snowflake's words, where it is wanted.");

    /// <summary>Leaves all of them out from now on.</summary>
    /// <returns>Whether the table becomes another by that.</returns>
    public bool LeaveOut(string refusal)
    {
        if (_refusal is not null || !Kept.Any())
            return false;
        _refusal = refusal;
        return true;
    }

    /// <summary>Of each that Snowflake has refused, also when an attempt before made the table: one statement makes it with all or with none.</summary>
    /// <param name="made">The table as it is.</param>
    public IEnumerable<string> Lacking(TableDefinition made) => made is { Checks: [], Untold: [] }
        ? Kept.Select(check => $"Table '{made.Name}' was made without the check '{Told(check)}'. Add it by hand, where it is wanted.{(_refusal is null ? "" : $" {_refusal}")}")
        : [];

    private bool IsKept(CheckDefinition check) => IsOwnDialect && SqlWords.Of(check.Expression) is { Count: > 0 } words && words.Index().All(word => !IsColumn(words, word.Index) || IsAlike(word.Item.Text));

    /// <summary>What stands before a parenthesis is a function or a keyword.</summary>
    private bool IsColumn(IReadOnlyList<SqlWord> words, int place) =>
        words[place].IsName && !(place + 1 < words.Count && words[place + 1].Is("(")) && source.Columns.Any(column => column.Name == words[place].Text);

    private bool IsAlike(string name) =>
        columns.Any(column => column is { IsDirect: true, DataType: null, Source: { } from } && from.Name == name && SnowflakeNames.Stored(column.Target) == name);

    private static string Clause(CheckDefinition check)
    {
        // It may end in a comment.
        var end = check.Expression.Contains("--", StringComparison.Ordinal) || check.Expression.Contains("//", StringComparison.Ordinal) ? "\n" : "";
        return $"{(check.Name is null ? "" : $"CONSTRAINT {SnowflakeNames.Quote(check.Name)} ")}CHECK ({check.Expression}{end})";
    }

    private static string Told(CheckDefinition check) => check.Name ?? check.Expression;
}
