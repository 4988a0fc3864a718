using Snowflake.Emulator.Sql.Catalog;
using Snowflake.Emulator.Sql.Tokens;
using Snowflake.Emulator.Sql.Translation;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>The condition of a CHECK as it was written: which columns it names, and what it may not contain.</summary>
internal static class CheckClause
{
    private static readonly HashSet<string> s_refused = ["SELECT", "OVER", "RANDOM", "UUID_STRING", .. ContextFunctions.All.Keys];

    /// <exception cref="Engine.EngineException">It asks more than the values of its row: other rows, chance, or who asks and when.</exception>
    public static void Require(string text)
    {
        var tokens = Lexer.Read(text);
        foreach (var (place, token) in tokens.Index())
        {
            if (token.Kind == TokenKind.Word && (s_refused.Contains(token.Text) || (Aggregates.All.ContainsKey(token.Text) && tokens[place + 1].Is("("))))
                throw SqlError.Unknown($"{token.Text} in a CHECK");
        }
    }

    /// <summary>Columns of the table that the condition names.</summary>
    public static IReadOnlyList<string> Columns(string text, Table table) =>
        [.. Names(text).Select(name => name.Text).Where(name => table.Find(name) is not null).Distinct()];

    public static string Renamed(string text, string column, string newName) =>
        Names(text).Where(name => name.Text == column).Reverse().Aggregate(text, (renamed, name) => $"{renamed[..name.Start]}{ConstraintDefinitions.Quoted(newName)}{renamed[name.End..]}");

    private static IEnumerable<Token> Names(string text)
    {
        var tokens = Lexer.Read(text);
        return tokens.Where((token, place) => Parsing.Names.IsIdentifier(token) && !tokens[place + 1].Is("("));
    }
}
