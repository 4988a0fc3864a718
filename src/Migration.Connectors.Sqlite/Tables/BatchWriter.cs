using System.Buffers.Binary;
using Migration.Connectors.Rows;
using Migration.Connectors.Sqlite.Engine;
using Migration.Connectors.Sqlite.Schema;

namespace Migration.Connectors.Sqlite.Tables;

/// <summary>
/// Inserts encoded rows. Values are bound by position and text and blobs in place: the batch's buffer is pinned and
/// outlives the statement's step. Several rows share a statement, which spares the cost of starting it.
/// </summary>
internal sealed unsafe class BatchWriter(SqliteSession session, string table, IReadOnlyList<string> columns, FormBinder? forms = null) : IDisposable
{
    private const int MostParameters = 512;
    private const int MostRows = 8;

    private readonly int _rowsPerStatement = Math.Clamp(MostParameters / Math.Max(1, columns.Count), 1, MostRows);
    private SqliteStatement? _many;
    private SqliteStatement? _one;

    /// <summary>The row ids of the first and the last row, which lie in a row where SQLite assigned them.</summary>
    public (long First, long Last) Write(RowBatch batch)
    {
        var first = 0L;
        var written = 0;
        fixed (byte* start = batch.Encoded)
        {
            var at = start;
            while (written < batch.Rows)
            {
                var rows = batch.Rows - written >= _rowsPerStatement ? _rowsPerStatement : 1;
                at = WriteRows(rows == 1 ? One() : Many(), at, rows * batch.Columns);
                if (written == 0)
                    first = session.LastInsertRowId - rows + 1;
                written += rows;
            }
        }
        return (first, session.LastInsertRowId);
    }

    public void Dispose()
    {
        _many?.Dispose();
        _one?.Dispose();
    }

    private byte* WriteRows(SqliteStatement statement, byte* at, int values)
    {
        var result = 0;
        for (var parameter = 1; parameter <= values; parameter++)
        {
            if (forms is null || !forms.TryBind(statement, parameter, (parameter - 1) % columns.Count, at))
                at = BindNext(statement.Pointer, parameter, at, ref result);
            else
                at += SizeOf(at);
        }
        session.Check(result);
        statement.Step();
        statement.Reset();
        return at;
    }

    private static byte* BindNext(nint statement, int parameter, byte* at, ref int result)
    {
        switch ((ValueTag)at[0])
        {
            case ValueTag.Integer:
                result |= Sqlite3.BindInt64(statement, parameter, BinaryPrimitives.ReadInt64LittleEndian(new ReadOnlySpan<byte>(at + 1, 8)));
                return at + 9;
            case ValueTag.Real:
                result |= Sqlite3.BindDouble(statement, parameter, BinaryPrimitives.ReadDoubleLittleEndian(new ReadOnlySpan<byte>(at + 1, 8)));
                return at + 9;
            case ValueTag.Text:
                var length = Length(at);
                result |= Sqlite3.BindText(statement, parameter, at + 5, length, 0);
                return at + 5 + length;
            case ValueTag.Blob:
                var size = Length(at);
                result |= Sqlite3.BindBlob(statement, parameter, at + 5, size, 0);
                return at + 5 + size;
            default:
                result |= Sqlite3.BindNull(statement, parameter);
                return at + 1;
        }
    }

    private static int SizeOf(byte* at) => (ValueTag)at[0] is ValueTag.Integer or ValueTag.Real ? 9 : 5 + Length(at);

    private static int Length(byte* at) => BinaryPrimitives.ReadInt32LittleEndian(new ReadOnlySpan<byte>(at + 1, 4));

    private SqliteStatement One() => _one ??= session.Prepare(Sql(1));

    private SqliteStatement Many() => _rowsPerStatement == 1 ? One() : _many ??= session.Prepare(Sql(_rowsPerStatement));

    private string Sql(int rows)
    {
        var row = $"({string.Join(", ", Enumerable.Repeat("?", columns.Count))})";
        return $"INSERT INTO {SqliteNames.Quote(table)} ({SqliteNames.QuoteAll(columns)}) VALUES {string.Join(", ", Enumerable.Repeat(row, rows))}";
    }
}
