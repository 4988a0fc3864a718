using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Migration.Connectors.Rows;
using Migration.Connectors.Types;

namespace Migration.Connectors.Postgres.Values;

/// <summary>Turns the fields of a binary row into values of a batch and of a key.</summary>
internal static class FieldReader
{
    private const int ShortText = 128;

    /// <summary>Takes the next field off a row; false where it is NULL.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Next(ref ReadOnlySpan<byte> row, out ReadOnlySpan<byte> field)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(row);
        field = length < 0 ? default : row.Slice(4, length);
        row = row[(4 + Math.Max(0, length))..];
        return length >= 0;
    }

    /// <summary>The next values of a row where each travels in the engine's own form: their bytes are copied.</summary>
    /// <param name="required">Of each value, whether it must not be NULL.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ReadNative(RowBatch batch, ref ReadOnlySpan<byte> row, bool[] required)
    {
        // Four bytes of length become five with the tag.
        var into = batch.Reserve(row.Length + required.Length);
        var rest = into;
        foreach (var isRequired in required)
        {
            if (Next(ref row, out var field))
            {
                rest[0] = (byte)ValueTag.Blob;
                BinaryPrimitives.WriteInt32LittleEndian(rest[1..], field.Length);
                field.CopyTo(rest[5..]);
                rest = rest[(5 + field.Length)..];
                continue;
            }
            rest[0] = (byte)ValueTag.Null;
            rest = rest[1..];
            if (isRequired)
                batch.MissingValues++;
        }
        batch.Advance(into.Length - rest.Length);
    }

    public static void Read(RowBatch batch, ValueForm form, ReadOnlySpan<byte> field)
    {
        switch (form)
        {
            case ValueForm.Integer or ValueForm.Time or ValueForm.Timestamp or ValueForm.Instant or ValueForm.Boolean or ValueForm.Date:
                batch.WriteInteger(Integer(field));
                break;
            case ValueForm.Double or ValueForm.Single:
                batch.WriteReal(Real(field));
                break;
            case ValueForm.Decimal:
                ReadNumeric(batch, field);
                break;
            case ValueForm.Text:
                batch.WriteText(field);
                break;
            case ValueForm.JsonValue:
                batch.WriteText(CanonicalJson.Of(field)!);
                break;
            default:
                batch.WriteBlob(field);
                break;
        }
    }

    public static void Read(KeyBuffer key, ValueForm form, ReadOnlySpan<byte> field)
    {
        switch (form)
        {
            case ValueForm.Integer or ValueForm.Time or ValueForm.Timestamp or ValueForm.Instant or ValueForm.Boolean or ValueForm.Date:
                key.AddInteger(Integer(field));
                break;
            case ValueForm.Double or ValueForm.Single:
                key.AddReal(Real(field));
                break;
            case ValueForm.Decimal:
                ReadNumeric(key, field);
                break;
            case ValueForm.Text or ValueForm.JsonValue:
                key.AddText(field);
                break;
            default:
                key.AddBlob(field);
                break;
        }
    }

    private static void ReadNumeric(RowBatch batch, ReadOnlySpan<byte> field)
    {
        var size = NumericBinary.TextSizeOf(field);
        var text = size <= ShortText ? stackalloc byte[ShortText] : new byte[size];
        batch.WriteText(text[..NumericBinary.Read(field, text)]);
    }

    private static void ReadNumeric(KeyBuffer key, ReadOnlySpan<byte> field)
    {
        var text = new byte[NumericBinary.TextSizeOf(field)];
        key.AddText(text.AsSpan(0, NumericBinary.Read(field, text)));
    }

    // A bool is one byte, a date four, all else eight.
    private static long Integer(ReadOnlySpan<byte> field) => field.Length switch
    {
        8 => BinaryPrimitives.ReadInt64BigEndian(field),
        4 => BinaryPrimitives.ReadInt32BigEndian(field),
        _ => field[0],
    };

    private static double Real(ReadOnlySpan<byte> field) =>
        CanonicalReal.Of(field.Length == 4 ? BinaryPrimitives.ReadSingleBigEndian(field) : BinaryPrimitives.ReadDoubleBigEndian(field));
}
