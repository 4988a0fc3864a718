using Migration.Connectors.Rows;
using Migration.Core.Errors;

namespace Migration.Connectors.Tests;

public sealed class RowBatchTests
{
    [Fact]
    public void Batch_ReadBack_GivesWhatWasWritten()
    {
        var batch = new RowBatch(5, capacity: 16);
        batch.WriteNull();
        batch.WriteInteger(long.MinValue);
        batch.WriteReal(0.1);
        batch.WriteText([0xff, 0]);
        batch.WriteBlob(new byte[1000]);
        batch.EndRow();

        var values = new ValueReader(batch.Encoded);

        Assert.True(values.Next() && values.Tag == ValueTag.Null);
        Assert.True(values.Next() && values.Integer == long.MinValue);
        Assert.True(values.Next() && values.Real == 0.1);
        Assert.True(values.Next() && values.Tag == ValueTag.Text && values.Payload.SequenceEqual(new byte[] { 0xff, 0 }));
        Assert.True(values.Next() && values.Tag == ValueTag.Blob && values.Payload.Length == 1000);
        Assert.False(values.Next());
    }

    [Fact]
    public void Row_EncodedByItsReader_IsAsIfWrittenByTheBatch()
    {
        var (written, encoded) = (new RowBatch(2, capacity: 16), new RowBatch(2, capacity: 16));
        written.WriteNull();
        written.WriteBlob([1, 2, 3]);
        written.EndRow();

        written.Encoded.CopyTo(encoded.Reserve(1000));
        encoded.Advance(written.Encoded.Length);
        encoded.EndRow();

        Assert.True(written.Encoded.SequenceEqual(encoded.Encoded));
        Assert.Equal((written.Hash, written.Bytes, written.Rows), (encoded.Hash, encoded.Bytes, encoded.Rows));
    }

    [Fact]
    public void Hash_OfRowsInAnotherOrder_IsTheSame()
    {
        Assert.Equal(Hash(1, 2, 3), Hash(3, 1, 2));
        Assert.NotEqual(Hash(1, 2, 3), Hash(1, 2, 2));
        Assert.NotEqual(Hash(1, 1), Hash(2, 2));
        Assert.Equal(Hash(1, 2, 3), Hash(1) + Hash(2, 3));
    }

    [Fact]
    public void Hash_OfSimilarValues_Differs()
    {
        static RangeHash Of(Action<RowBatch> write)
        {
            var batch = new RowBatch(2);
            write(batch);
            batch.EndRow();
            return batch.Hash;
        }

        RangeHash[] hashes =
        [
            Of(b => { b.WriteText("a|b"u8); b.WriteText("c"u8); }),
            Of(b => { b.WriteText("a"u8); b.WriteText("b|c"u8); }),
            Of(b => { b.WriteNull(); b.WriteText(""u8); }),
            Of(b => { b.WriteText(""u8); b.WriteNull(); }),
            Of(b => { b.WriteBlob(""u8); b.WriteNull(); }),
            Of(b => { b.WriteInteger(1); b.WriteNull(); }),
            Of(b => { b.WriteReal(1); b.WriteNull(); }),
            Of(b => { b.WriteText("1"u8); b.WriteNull(); }),
        ];

        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    [Fact]
    public void RangeHash_AsBytes_ComesBack()
    {
        var hash = Hash(1, 2, 3);

        Assert.Equal(hash, RangeHash.FromBytes(hash.ToBytes(), 3));
    }

    [Fact]
    public void Batch_Cleared_AllocatesNothingWhenItIsFilledAgain()
    {
        var batch = new RowBatch(1);
        Fill(batch);
        var before = GC.GetAllocatedBytesForCurrentThread();

        batch.Clear();
        Fill(batch);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Batch_ThatKeepsNoRows_CountsAndHashesThem()
    {
        var kept = new RowBatch(1);
        var forgotten = new RowBatch(1, capacity: 16, keepsRows: false);
        Fill(kept);
        Fill(forgotten);

        Assert.Equal((kept.Rows, kept.Bytes, kept.Hash), (forgotten.Rows, forgotten.Bytes, forgotten.Hash));
        Assert.Equal(kept.LastKey.ToArray(), forgotten.LastKey.ToArray());
        Assert.True(forgotten.Encoded.IsEmpty);
    }

    private static void Fill(RowBatch batch)
    {
        for (var i = 0; i < 10_000; i++)
        {
            batch.WriteInteger(i);
            batch.EndRow();
            batch.LastKey.Clear();
            batch.LastKey.AddInteger(i);
        }
    }

    private static RangeHash Hash(params long[] rows)
    {
        var batch = new RowBatch(1);
        foreach (var row in rows)
        {
            batch.WriteInteger(row);
            batch.EndRow();
        }
        return batch.Hash;
    }

    [Fact]
    public void Row_WithoutAFormForTheTarget_IsPutAsideUpToTheLimit()
    {
        var batch = new RowBatch(1) { MostRejects = 1, Conversion = new EvenNumbers() };
        Write(batch, 2);
        Write(batch, 3);
        Write(batch, 4);

        Assert.Equal((2, Hash(2, 4)), (batch.Rows, batch.Hash));
        var aside = Assert.Single(batch.Rejects);
        Assert.Equal(("3", "odd"), (KeyText.Of(aside.Values.Span), aside.Reason));
        Assert.Throws<MigrationException>(() => Write(batch, 5));
    }

    [Fact]
    public void RejectAll_OfARefusedRow_LeavesItsKeyAlone()
    {
        var batch = new RowBatch(1);
        Write(batch, 7);

        batch.RejectAll("CODE", "because");

        Assert.Equal((0, 0L, RangeHash.Empty), (batch.Rows, batch.Bytes, batch.Hash));
        Assert.Equal(("7", "7"), (KeyText.Of(batch.LastKey.Encoded), KeyText.Of(Assert.Single(batch.Rejects).Key.Span)));
    }

    private static void Write(RowBatch batch, long value)
    {
        batch.LastKey.Clear();
        batch.LastKey.AddInteger(value);
        batch.WriteInteger(value);
        batch.EndRow();
    }

    private sealed class EvenNumbers : IRowConversion
    {
        public void Convert(ReadOnlySpan<byte> row, KeyBuffer into)
        {
            var value = new ValueReader(row);
            value.Next();
            if (value.Integer % 2 != 0)
                throw new MigrationException(ErrorCodes.ValueRejected, "odd");
            into.AddInteger(value.Integer);
        }
    }
}
