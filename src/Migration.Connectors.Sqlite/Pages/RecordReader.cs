using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Migration.Connectors.Rows;

namespace Migration.Connectors.Sqlite.Pages;

/// <summary>Reads a row's record into a batch, exactly as SQLite's SELECT would give its columns.</summary>
/// <remarks>Compiled at once for speed, as all that is done for every row: a copy may be over before the runtime finds out what is hot.</remarks>
/// <param name="places">The places in the table of the values that are read, in their order.</param>
/// <param name="required">Those among the values that must not be NULL for the batch to be written.</param>
internal sealed class RecordReader(StoredColumn[] columns, int[] places, bool[] required)
{
    private const int FirstBlob = 12;

    private static ReadOnlySpan<byte> Sizes => [0, 1, 2, 3, 4, 6, 8, 8, 0, 0];

    private readonly int[] _types = new int[columns.Length];
    private readonly int[] _starts = new int[columns.Length + 1];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Read(RowBatch batch, long rowId, ReadOnlySpan<byte> record)
    {
        ReadHeader(record);
        for (var value = 0; value < places.Length; value++)
        {
            var place = places[value];
            if (columns[place].IsRowId)
                batch.WriteInteger(rowId);
            else if (_types[place] is 1 && !columns[place].IsReal)
                batch.WriteInteger((sbyte)record[_starts[place]]);
            else if (!ReadValue(batch, columns[place], _types[place], record[_starts[place].._starts[place + 1]]) && required[value])
                batch.MissingValues++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadHeader(ReadOnlySpan<byte> record)
    {
        var at = 0;
        var size = Varint.Read(record, ref at);
        if (size > (ulong)record.Length)
            throw new UnexpectedPageException("the header of a record");
        var header = record[..(int)size];
        var start = header.Length;
        for (var column = 0; column < _types.Length; column++)
        {
            // A record from before a column was added ends early; SQLite knows what stands in for the rest.
            var type = at < header.Length ? Varint.Read(header, ref at) : throw new UnexpectedPageException("a short record");
            _types[column] = type <= int.MaxValue ? (int)type : throw new UnexpectedPageException("the type of a value");
            _starts[column] = start;
            start += SizeOf((int)type);
            if (start > record.Length)
                throw new UnexpectedPageException("the length of a value");
        }
        _starts[^1] = start;
        if (at != header.Length || start != record.Length)
            throw new UnexpectedPageException("the length of a record");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SizeOf(int type)
    {
        if (type >= FirstBlob)
            return (type - FirstBlob) >> 1;
        return type < Sizes.Length ? Sizes[type] : throw new UnexpectedPageException("the type of a value");
    }

    /// <summary>Whether it is not NULL.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool ReadValue(RowBatch batch, StoredColumn column, int type, ReadOnlySpan<byte> value)
    {
        if (type >= FirstBlob)
        {
            if ((type & 1) == 1)
                batch.WriteText(value);
            else
                batch.WriteBlob(value);
            return true;
        }
        if (type == 7 && BinaryPrimitives.ReadDoubleBigEndian(value) is var real && !double.IsNaN(real))
            batch.WriteReal(real);
        else if (type is 0 or 7)
            return WriteNull(batch, column);
        else if (column.IsReal)
            batch.WriteReal(WholeNumber(type, value));
        else
            batch.WriteInteger(WholeNumber(type, value));
        return true;
    }

    // What is not a number is NULL to SQLite.
    private static bool WriteNull(RowBatch batch, StoredColumn column)
    {
        if (column.NotNull)
            throw new UnexpectedPageException("a NULL where the table forbids it");
        batch.WriteNull();
        return false;
    }

    private static long WholeNumber(int type, ReadOnlySpan<byte> value) => type switch
    {
        1 => (sbyte)value[0],
        2 => BinaryPrimitives.ReadInt16BigEndian(value),
        3 => ((sbyte)value[0] << 16) | BinaryPrimitives.ReadUInt16BigEndian(value[1..]),
        4 => BinaryPrimitives.ReadInt32BigEndian(value),
        5 => ((long)BinaryPrimitives.ReadInt16BigEndian(value) << 32) | BinaryPrimitives.ReadUInt32BigEndian(value[2..]),
        6 => BinaryPrimitives.ReadInt64BigEndian(value),
        8 => 0,
        _ => 1,
    };
}
