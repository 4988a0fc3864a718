using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Migration.Connectors.Rows;
using Migration.Connectors.Types;
using Migration.Core.Errors;

namespace Migration.Connectors.Postgres.Values;

/// <summary>Encodes values as rows of COPY's binary format.</summary>
internal sealed class BinaryRows(string table, IReadOnlyList<ColumnForm> columns) : IRowEncoder
{
    private readonly ColumnForm[] _columns = [.. columns];
    private readonly bool[] _isBytes = [.. columns.Select(column => column.Form
        is ValueForm.Native or ValueForm.AsStored or ValueForm.Text or ValueForm.Bytes or ValueForm.Interval or ValueForm.Uuid)];

    public string Options => "FORMAT binary";

    public void Begin(CopyInBuffer into)
    {
        into.Write("PGCOPY\n"u8);
        into.Write([0xFF, (byte)'\r', (byte)'\n', 0]);
        into.WriteInt32(0);
        into.WriteInt32(0);
    }

    public void End(CopyInBuffer into) => into.WriteInt16(-1);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Encode(ref ValueReader values, CopyInBuffer into)
    {
        into.WriteInt16((short)_columns.Length);
        for (var column = 0; column < _columns.Length; column++)
        {
            values.Next();
            if (values.Tag == ValueTag.Null)
                into.WriteInt32(-1);
            else if (_isBytes[column])
                into.WriteField(values.Payload);
            else
                Encode(_columns[column], values, into);
        }
    }

    private void Encode(ColumnForm column, in ValueReader value, CopyInBuffer into)
    {
        switch (column.Form)
        {
            case ValueForm.Integer when column.Target.Bits == 64:
            case ValueForm.Time or ValueForm.Timestamp or ValueForm.Instant:
                WriteInt64(into, value.Integer);
                break;
            case ValueForm.Integer:
                WriteInteger(column, value.Integer, into);
                break;
            case ValueForm.Boolean:
                into.WriteInt32(1);
                into.Write([(byte)value.Integer]);
                break;
            case ValueForm.Date:
                into.WriteInt32(4);
                into.WriteInt32(checked((int)value.Integer));
                break;
            case ValueForm.Double:
                into.WriteInt32(8);
                BinaryPrimitives.WriteDoubleBigEndian(into.Reserve(8), value.Real);
                into.Advance(8);
                break;
            case ValueForm.Single:
                into.WriteInt32(4);
                BinaryPrimitives.WriteSingleBigEndian(into.Reserve(4), (float)value.Real);
                into.Advance(4);
                break;
            case ValueForm.Decimal:
                WriteNumeric(into, value.Payload);
                break;
            case ValueForm.JsonValue:
                // The version of the binary form goes first.
                into.WriteInt32(value.Payload.Length + 1);
                into.Write([1]);
                into.Write(value.Payload);
                break;
        }
    }

    private void WriteInteger(ColumnForm column, long value, CopyInBuffer into)
    {
        if (column.Target.Bits == 16 ? value != (short)value : value != (int)value)
            throw new MigrationException(ErrorCodes.ValueRejected,
                $"Column '{column.Column}' of table '{table}' is {column.TargetType} and can't take an integer as large as one of the source's. " +
                "Nothing of its range was written. Make the column bigint, or filter such rows, then retry.");
        into.WriteInt32(column.Target.Bits / 8);
        if (column.Target.Bits == 16)
            into.WriteInt16((short)value);
        else
            into.WriteInt32((int)value);
    }

    private static void WriteInt64(CopyInBuffer into, long value)
    {
        var room = into.Reserve(12);
        BinaryPrimitives.WriteInt32BigEndian(room, 8);
        BinaryPrimitives.WriteInt64BigEndian(room[4..], value);
        into.Advance(12);
    }

    private static void WriteNumeric(CopyInBuffer into, ReadOnlySpan<byte> text)
    {
        var room = into.Reserve(4 + NumericBinary.SizeOf(text.Length));
        var size = NumericBinary.Write(text, room[4..]);
        BinaryPrimitives.WriteInt32BigEndian(room, size);
        into.Advance(4 + size);
    }
}
