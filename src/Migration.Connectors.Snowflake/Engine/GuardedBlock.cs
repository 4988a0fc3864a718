using System.Globalization;
using System.Text;
using Migration.Connectors.Snowflake.Schema;

namespace Migration.Connectors.Snowflake.Engine;

/// <summary>
/// Statements that are done all or not at all, in one request: a session ends with its request, so this is the only
/// transaction there is. A statement may say how many rows it must have touched; where it did not, all is taken back.
/// Values are literals, since a block takes no binds.
/// </summary>
internal sealed class GuardedBlock
{
    private const int FirstNumber = -20101;
    private const string Mark = "MIGRATION_";

    private readonly StringBuilder _body = new();
    private readonly StringBuilder _definitions = new();
    private readonly SortedSet<BlockRefusal> _refusals = [];

    public GuardedBlock Then(string statement)
    {
        _body.Append(statement).Append(";\n");
        return this;
    }

    /// <param name="rows">That the statement must have touched.</param>
    public GuardedBlock Then(string statement, long rows, BlockRefusal otherwise)
    {
        _refusals.Add(otherwise);
        _body.Append(CultureInfo.InvariantCulture, $"{statement};\nIF (SQLROWCOUNT <> {rows}) THEN\nRAISE {Name(otherwise)};\nEND IF;\n");
        return this;
    }

    /// <summary>
    /// A statement that defines objects. Such a statement commits by itself, so it comes after the others have committed;
    /// but in the same request, so that nothing lies between it and what they have made sure of.
    /// </summary>
    public GuardedBlock ThenDefine(string statement)
    {
        _definitions.Append(statement).Append(";\n");
        return this;
    }

    public string ToStatement()
    {
        var text = new StringBuilder();
        if (_refusals.Count > 0)
            text.Append("DECLARE\n");
        foreach (var refusal in _refusals)
            text.Append(CultureInfo.InvariantCulture, $"{Name(refusal)} EXCEPTION ({FirstNumber - (int)refusal}, '{Mark}{refusal}');\n");
        text.Append("BEGIN\nBEGIN TRANSACTION;\n").Append(_body).Append("COMMIT;\n").Append(_definitions).Append("EXCEPTION\nWHEN OTHER THEN\nROLLBACK;\nRAISE;\nEND;");
        var block = text.ToString();
        return "EXECUTE IMMEDIATE " + (block.Contains("$$", StringComparison.Ordinal) ? SnowflakeNames.Literal(block) : $"$${block}$$");
    }

    /// <summary>The refusal that Snowflake's message tells of; null where it is of another failure.</summary>
    public static BlockRefusal? RefusalIn(string message)
    {
        foreach (var refusal in Enum.GetValues<BlockRefusal>())
        {
            if (message.Contains($"{Mark}{refusal}", StringComparison.Ordinal))
                return refusal;
        }
        return null;
    }

    private static string Name(BlockRefusal refusal) => $"refused_{refusal.ToString().ToLowerInvariant()}";
}
