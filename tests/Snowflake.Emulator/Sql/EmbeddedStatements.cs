using Snowflake.Emulator.Sql.Parsing;
using Snowflake.Emulator.Sql.Syntax;

namespace Snowflake.Emulator.Sql;

/// <summary>The statements that a text runs: those of a scripting block one by one, for parsers that see a block as a text.</summary>
public static class EmbeddedStatements
{
    /// <exception cref="Engine.EngineException">The text is none that the emulator knows.</exception>
    public static IReadOnlyList<string> Of(string text) => StatementParser.Parse(text) is ScriptStatement script ? [.. Of(script.Block)] : [text];

    private static IEnumerable<string> Of(ScriptBlock block) => block.Declarations.Concat(block.Body).Concat(block.Handlers.SelectMany(handler => handler.Body)).SelectMany(Of);

    private static IEnumerable<string> Of(ScriptStep step) => step switch
    {
        StatementStep statement => [statement.Text],
        IfStep branches => branches.Branches.SelectMany(branch => branch.Body).Concat(branches.Else).SelectMany(Of),
        BlockStep nested => Of(nested.Block),
        _ => [],
    };
}
