using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Migration.Core.Errors;

namespace Migration.Connectors.Rows;

/// <summary>
/// Rows on their way: tagged values one after another in one buffer that is pinned, so that an engine may be
/// given pointers into it. The reader encodes a value once, the hash runs over the row's bytes, the writer decodes
/// tags. Reused from batch to batch; grows to the largest it has held. One thread at a time.
/// </summary>
/// <param name="keepsRows">False: rows are hashed and counted, then forgotten; the batch stands for a range alone.</param>
public sealed class RowBatch(int columns, int capacity = 64 * 1024, bool keepsRows = true)
{
    private const int ScalarSize = 9;
    private const int LengthSize = 5;

    private byte[] _buffer = GC.AllocateUninitializedArray<byte>(capacity, pinned: true);
    private int _length;
    private int _rowStart;
    private long _missingBeforeRow;
    private KeyBuffer? _converted;
    private TextHash? _text;

    /// <summary>Values in each row.</summary>
    public int Columns { get; } = columns;

    /// <summary>Whoever reads into the batch may leave rows that it would forget where they are, see <see cref="Take"/>.</summary>
    public bool KeepsRows => keepsRows;

    public int Rows { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Of the rows that are ended.</summary>
    public RangeHash Hash { get; private set; }

    /// <summary>In which rows are hashed. Whoever compares the hash with another says it before rows are read.</summary>
    public RowHashKind HashKind { get; set; }

    /// <summary>The key of the last row, encoded; empty where the batch has no row.</summary>
    public KeyBuffer LastKey { get; } = new();

    /// <summary>No row follows in this segment of the table.</summary>
    public bool EndsSegment { get; set; }

    /// <summary>NULLs that a required column of a row had, which makes the batch unfit to be written.</summary>
    public long MissingValues { get; set; }

    /// <summary>
    /// The same rows in a form of the engine's own, for a target of the same engine; null where the source gave none.
    /// Disposed when the batch is cleared.
    /// </summary>
    public IDisposable? NativeRows { get; set; }

    /// <summary>By which the target finds the rows where it has them already, see <see cref="Tables.ITableTarget.BringAsync"/>; null where it has not.</summary>
    public Tables.IBroughtRows? Brought { get; init; }

    /// <summary>How many rows without a form for the target are put aside; beyond it reading such a row fails.</summary>
    public int MostRejects { get; init; }

    /// <summary>Rows that were put aside; they count neither as rows nor in the hash.</summary>
    public List<UnfitRow> Rejects { get; } = [];

    /// <summary>Applied to each row as it ends; null where rows travel as they are read. Whoever reads into the batch sets it.</summary>
    public IRowConversion? Conversion { get; set; }

    public ReadOnlySpan<byte> Encoded => _buffer.AsSpan(0, _rowStart);

    public void Clear()
    {
        _length = _rowStart = Rows = 0;
        Bytes = 0;
        Hash = RangeHash.Empty;
        LastKey.Clear();
        EndsSegment = false;
        MissingValues = _missingBeforeRow = 0;
        Rejects.Clear();
        DropNativeRows();
    }

    /// <summary>Puts every row aside: a batch of one row that was refused. Key and end of the segment stay.</summary>
    public void RejectAll(string code, string reason)
    {
        Rejects.Add(new UnfitRow(LastKey.ToArray(), Encoded.ToArray(), code, reason));
        _length = _rowStart = Rows = 0;
        Bytes = MissingValues = _missingBeforeRow = 0;
        Hash = RangeHash.Empty;
        DropNativeRows();
    }

    public void WriteNull()
    {
        MakeRoom(1);
        _buffer[_length++] = (byte)ValueTag.Null;
    }

    public void WriteInteger(long value)
    {
        MakeRoom(ScalarSize);
        _buffer[_length] = (byte)ValueTag.Integer;
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(_length + 1), value);
        _length += ScalarSize;
    }

    public void WriteReal(double value)
    {
        MakeRoom(ScalarSize);
        _buffer[_length] = (byte)ValueTag.Real;
        BinaryPrimitives.WriteDoubleLittleEndian(_buffer.AsSpan(_length + 1), value);
        _length += ScalarSize;
    }

    public void WriteText(ReadOnlySpan<byte> value) => WriteBytes(ValueTag.Text, value);

    public void WriteBlob(ReadOnlySpan<byte> value) => WriteBytes(ValueTag.Blob, value);

    /// <summary>Room for values that their reader encodes by itself, as those methods do; they are written when <see cref="Advance"/> says so.</summary>
    public Span<byte> Reserve(int size)
    {
        MakeRoom(size);
        return _buffer.AsSpan(_length, size);
    }

    public void Advance(int size) => _length += size;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void EndRow()
    {
        if (Conversion is not null && !TryConvertRow(Conversion))
            return;
        Hash = Hash.Add(HashOf(_buffer.AsSpan(_rowStart, _length - _rowStart)), HashKind);
        Bytes += _length - _rowStart;
        if (!keepsRows)
            _length = 0;
        _rowStart = _length;
        _missingBeforeRow = MissingValues;
        Rows++;
    }

    /// <summary>Adds rows that stay in the engine, which tells their hash. All of a table's ranges must be hashed by it.</summary>
    public void Take(RangeHash rows, long bytes)
    {
        Hash += rows;
        Rows += checked((int)rows.Rows);
        Bytes += bytes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private UInt128 HashOf(ReadOnlySpan<byte> row) => HashKind == RowHashKind.Bytes ? MurmurHash3.Of(row) : (_text ??= new TextHash()).Of(row);

    private bool TryConvertRow(IRowConversion conversion)
    {
        try
        {
            ConvertRow(conversion);
            return true;
        }
        catch (MigrationException unfit) when (unfit.Code == ErrorCodes.ValueRejected && Rejects.Count < MostRejects)
        {
            Rejects.Add(new UnfitRow(LastKey.ToArray(), _buffer.AsSpan(_rowStart, _length - _rowStart).ToArray(), unfit.Code, unfit.Message));
            _length = _rowStart;
            MissingValues = _missingBeforeRow;
            return false;
        }
    }

    private void DropNativeRows()
    {
        NativeRows?.Dispose();
        NativeRows = null;
    }

    private void ConvertRow(IRowConversion conversion)
    {
        _converted ??= new KeyBuffer();
        _converted.Clear();
        conversion.Convert(_buffer.AsSpan(_rowStart, _length - _rowStart), _converted);
        _length = _rowStart;
        MakeRoom(_converted.Encoded.Length);
        _converted.Encoded.CopyTo(_buffer.AsSpan(_length));
        _length += _converted.Encoded.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WriteBytes(ValueTag tag, ReadOnlySpan<byte> value)
    {
        MakeRoom(LengthSize + value.Length);
        _buffer[_length] = (byte)tag;
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(_length + 1), value.Length);
        value.CopyTo(_buffer.AsSpan(_length + LengthSize));
        _length += LengthSize + value.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void MakeRoom(int size)
    {
        if (_buffer.Length - _length < size)
            Grow(size);
    }

    private void Grow(int size)
    {
        var wanted = Math.Max((long)_length + size, Math.Min(_buffer.Length * 2L, Array.MaxLength));
        var grown = GC.AllocateUninitializedArray<byte>(checked((int)wanted), pinned: true);
        _buffer.AsSpan(0, _length).CopyTo(grown);
        _buffer = grown;
    }
}
