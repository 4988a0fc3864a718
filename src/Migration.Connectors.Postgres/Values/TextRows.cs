using Migration.Connectors.Rows;
using Migration.Connectors.Types;

namespace Migration.Connectors.Postgres.Values;

/// <summary>Encodes values as rows of COPY's text format, for types that take no binary form of ours: each reads its own text.</summary>
internal sealed class TextRows(IReadOnlyList<ColumnForm> columns) : IRowEncoder
{
    private readonly ColumnForm[] _columns = [.. columns];

    public string Options => "FORMAT text";

    public void Begin(CopyInBuffer into)
    {
    }

    public void End(CopyInBuffer into)
    {
    }

    public void Encode(ref ValueReader values, CopyInBuffer into)
    {
        for (var column = 0; column < _columns.Length; column++)
        {
            values.Next();
            if (column > 0)
                into.Write("\t"u8);
            if (values.Tag == ValueTag.Null)
                into.Write("\\N"u8);
            else
                WriteEscaped(ValueTexts.Of(_columns[column].Form, values), into);
        }
        into.Write("\n"u8);
    }

    private static void WriteEscaped(ReadOnlySpan<byte> text, CopyInBuffer into)
    {
        while (text.IndexOfAny("\\\t\n\r"u8) is >= 0 and var at)
        {
            into.Write(text[..at]);
            into.Write(text[at] switch
            {
                (byte)'\t' => "\\t"u8,
                (byte)'\n' => "\\n"u8,
                (byte)'\r' => "\\r"u8,
                _ => "\\\\"u8,
            });
            text = text[(at + 1)..];
        }
        into.Write(text);
    }
}
