using Migration.Connectors.Rows;
using Migration.Connectors.Schema;
using Migration.Connectors.Snowflake.Schema;
using Migration.Connectors.Snowflake.Values;
using Migration.Connectors.Types;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>One column of a key: how it is read and compared.</summary>
/// <param name="Form">In which its values stand in an encoded key.</param>
/// <param name="Type">Declared.</param>
internal sealed record KeyPart(string Column, ValueForm Form, string Type)
{
    /// <summary>Of the table, with a point behind it; empty where the column's name is enough.</summary>
    public string Alias { get; init; } = "";

    /// <summary>Quoted.</summary>
    public string Operand => Alias + SnowflakeNames.Quote(Column);

    public static KeyPart Of(ColumnDefinition column) => new(column.Name, ColumnForms.Of(column.Type.Kind), column.DeclaredType);

    /// <summary>A comparison of the whole key with an encoded one, column by column: Snowflake does not order rows of values.</summary>
    /// <param name="comparison">=, &gt; or &lt;=.</param>
    public static string Compare(IReadOnlyList<KeyPart> parts, string comparison, ReadOnlySpan<byte> key)
    {
        var literals = new List<string>();
        var values = new ValueReader(key);
        foreach (var part in parts)
        {
            values.Next();
            literals.Add(KeyLiteral.Of(part.Form, values, part.Type));
        }
        if (comparison == "=")
            return Equal(parts, literals, parts.Count);
        var alternatives = parts.Select((part, place) =>
            $"{(place == 0 ? "" : Equal(parts, literals, place) + " AND ")}{part.Operand} {(place < parts.Count - 1 ? comparison[..1] : comparison)} {literals[place]}");
        return parts.Count == 1 ? alternatives.Single() : $"({string.Join(" OR ", alternatives.Select(a => $"({a})"))})";
    }

    /// <summary>The conditions that a row lies after one encoded key and not beyond another.</summary>
    /// <param name="after">Empty for no bound.</param>
    /// <param name="upTo">Empty for no bound.</param>
    public static List<string> Between(IReadOnlyList<KeyPart> parts, ReadOnlySpan<byte> after, ReadOnlySpan<byte> upTo)
    {
        var conditions = new List<string>();
        if (!after.IsEmpty)
            conditions.Add(Compare(parts, ">", after));
        if (!upTo.IsEmpty)
            conditions.Add(Compare(parts, "<=", upTo));
        return conditions;
    }

    private static string Equal(IReadOnlyList<KeyPart> parts, List<string> literals, int count) =>
        string.Join(" AND ", parts.Take(count).Select((part, place) => $"{part.Operand} = {literals[place]}"));
}
