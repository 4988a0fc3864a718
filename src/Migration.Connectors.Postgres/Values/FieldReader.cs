using System.Buffers.Binary;
using System.Text;
using Migration.Connectors.Rows;
using Migration.Connectors.Types;

namespace Migration.Connectors.Postgres.Values;

/// <summary>Turns the fields of a binary row into values of a batch and of a key.</summary>
internal static class FieldReader
{
    /// <summary>Takes the next field off a row; false where it is NULL.</summary>
    public static bool Next(ref ReadOnlySpan<byte> row, out ReadOnlySpan<byte> field)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(row);
        field = length < 0 ? default : row.Slice(4, length);
        row = row[(4 + Math.Max(0, length))..];
        return length >= 0;
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
                batch.WriteText(Encoding.ASCII.GetBytes(NumericBinary.Read(field)));
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
                key.AddText(Encoding.ASCII.GetBytes(NumericBinary.Read(field)));
                break;
            case ValueForm.Text or ValueForm.JsonValue:
                key.AddText(field);
                break;
            default:
                key.AddBlob(field);
                break;
        }
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
