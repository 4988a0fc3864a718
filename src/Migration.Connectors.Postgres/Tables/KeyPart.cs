using System.Text;
using Migration.Connectors.Postgres.Schema;
using Migration.Connectors.Postgres.Values;
using Migration.Connectors.Rows;
using Migration.Connectors.Schema;
using Migration.Connectors.Types;

namespace Migration.Connectors.Postgres.Tables;

/// <summary>One column of a key: how it is read and compared.</summary>
/// <param name="Operand">Compared and ordered by; the key's index serves it.</param>
/// <param name="Form">In which its values stand in an encoded key.</param>
internal sealed record KeyPart(string Column, string Operand, ValueForm Form)
{
    /// <summary>The expression that gives the value in its form.</summary>
    public string Value => $"({SqlNames.Quote(Column)})::{PostgresTypes.WireType(new ColumnForm(Column, Form, ColumnType.Any, ColumnType.Any))}";

    public static KeyPart Of(ColumnDefinition column, string collation)
    {
        // The column's own collation goes without saying; only so does the planner match a plain index.
        var operand = SqlNames.Quote(column.Name) + (collation.Length == 0 || collation == column.Collation ? "" : $" COLLATE {collation}");
        var form = ColumnForms.Of(column.Type.Kind);
        return new KeyPart(column.Name, operand, form == ValueForm.JsonValue ? ValueForm.Text : form);
    }

    /// <summary>A comparison of the whole key with an encoded one. Literals without a type take that of their column.</summary>
    public static string Compare(IReadOnlyList<KeyPart> parts, string comparison, ReadOnlySpan<byte> key)
    {
        var literals = new List<string>();
        var values = new ValueReader(key);
        foreach (var part in parts)
        {
            values.Next();
            literals.Add(values.Tag == ValueTag.Null ? "NULL" : SqlNames.Literal(Encoding.UTF8.GetString(ValueTexts.Of(part.Form, values))));
        }
        return parts.Count == 1
            ? $"{parts[0].Operand} {comparison} {literals[0]}"
            : $"({string.Join(", ", parts.Select(p => p.Operand))}) {comparison} ({string.Join(", ", literals)})";
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
}
