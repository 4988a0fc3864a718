using System.Buffers;
using System.Buffers.Text;

namespace Migration.Connectors.Rows;

/// <summary>
/// The hash of a row that an engine can compute in SQL: MD5 of one text, in which no two rows are written alike. NULL is
/// <c>N</c>, a whole number <c>I42;</c>, a float its <see cref="RealText"/>, bytes <c>B0AFF;</c> in hex, and a text <c>T5:hello</c>
/// with its length in bytes before it. Not a defence against someone who forges rows. One thread at a time.
/// </summary>
public sealed class TextHash
{
    private const int LongestNumber = 24;

    private readonly ArrayBufferWriter<byte> _text = new(256);

    public UInt128 Of(ReadOnlySpan<byte> row) => Md5.Of(Text(row));

    /// <summary>What is hashed of a row; valid until the next one.</summary>
    public ReadOnlySpan<byte> Text(ReadOnlySpan<byte> row)
    {
        _text.ResetWrittenCount();
        var values = new ValueReader(row);
        while (values.Next())
            Write(values);
        return _text.WrittenSpan;
    }

    private void Write(ValueReader value)
    {
        switch (value.Tag)
        {
            case ValueTag.Null:
                _text.Write("N"u8);
                break;
            case ValueTag.Integer:
                WriteNumber((byte)'I', value.Integer, (byte)';');
                break;
            case ValueTag.Real:
                _text.Advance(RealText.Write(_text.GetSpan(RealText.Longest), value.Real));
                break;
            case ValueTag.Text:
                WriteNumber((byte)'T', value.Payload.Length, (byte)':');
                _text.Write(value.Payload);
                break;
            default:
                _text.Write("B"u8);
                WriteHex(value.Payload);
                break;
        }
    }

    private void WriteNumber(byte before, long number, byte after)
    {
        var text = _text.GetSpan(LongestNumber);
        text[0] = before;
        Utf8Formatter.TryFormat(number, text[1..], out var length);
        text[length + 1] = after;
        _text.Advance(length + 2);
    }

    private void WriteHex(ReadOnlySpan<byte> bytes)
    {
        Convert.TryToHexString(bytes, _text.GetSpan((bytes.Length * 2) + 1), out var length);
        _text.Advance(length);
        _text.Write(";"u8);
    }
}
