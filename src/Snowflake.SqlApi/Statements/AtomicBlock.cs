using System.Text;

namespace Snowflake.SqlApi.Statements;

/// <summary>
/// Several statements as one: a scripting block that begins a transaction, commits after the last statement, and after a failure
/// rolls back and raises what failed, with its own code. Sessions end with their request, so this is the only transaction there is.
/// Statements that define objects commit on their own and have no place in it.
/// </summary>
public static class AtomicBlock
{
    private static readonly string[] Ends = ["BEGIN", "COMMIT", "ROLLBACK"];

    /// <summary>The text of one statement that runs the given ones, all or none. Values are literals: a block takes no bindings.</summary>
    /// <exception cref="ArgumentException">There is no statement, or one would begin or end a transaction itself.</exception>
    public static string Of(params IReadOnlyList<string> statements)
    {
        if (statements.Count == 0) throw new ArgumentException("An atomic block needs at least one statement.", nameof(statements));
        var block = new StringBuilder("BEGIN\nBEGIN TRANSACTION;\n");
        foreach (var statement in statements) block.Append(Checked(statement)).Append("\n;\n");
        block.Append("COMMIT;\nEXCEPTION\nWHEN OTHER THEN\nROLLBACK;\nRAISE;\nEND;");
        return "EXECUTE IMMEDIATE " + Literal(block.ToString());
    }

    private static string Checked(string statement)
    {
        var text = statement.Trim().TrimEnd(';').TrimEnd();
        var word = new string([.. text.TakeWhile(char.IsAsciiLetter)]);
        return text.Length > 0 && !Ends.Contains(word, StringComparer.OrdinalIgnoreCase) ? text
            : throw new ArgumentException($"A statement of an atomic block may not be empty or begin with {string.Join(", ", Ends)}.", nameof(statement));
    }

    /// <summary>Between dollar signs nothing is escaped; a text that has them is quoted, where a backslash escapes too.</summary>
    private static string Literal(string text) =>
        !text.Contains("$$", StringComparison.Ordinal) ? $"$${text}$$"
            : $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";
}
