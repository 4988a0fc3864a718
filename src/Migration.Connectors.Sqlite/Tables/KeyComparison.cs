using Migration.Connectors.Rows;
using Migration.Connectors.Sqlite.Engine;

namespace Migration.Connectors.Sqlite.Tables;

/// <summary>A key of one or more columns compared with parameters.</summary>
internal static class KeyComparison
{
    public static string Sql(IReadOnlyList<string> operands, string comparison) => operands.Count == 1
        ? $"{operands[0]} {comparison} ?"
        : $"({string.Join(", ", operands)}) {comparison} ({string.Join(", ", Enumerable.Repeat("?", operands.Count))})";

    /// <summary>Binds the values of an encoded key and gives the next parameter's number.</summary>
    public static int Bind(SqliteStatement statement, int parameter, ReadOnlySpan<byte> key)
    {
        var values = new ValueReader(key);
        while (values.Next())
            ValueBinder.BindCopy(statement, parameter++, values);
        return parameter;
    }
}
