using Migration.Connectors.Rows;
using Migration.Connectors.Sqlite.Engine;

namespace Migration.Connectors.Sqlite.Tables;

/// <summary>Reads rows after one key and up to another into a batch, each by one statement and so as of one moment.</summary>
internal sealed unsafe class RowReader(SqliteSession session, RowShape shape) : IDisposable
{
    private const int SqliteInteger = 1, SqliteReal = 2, SqliteText = 3, SqliteBlob = 4;

    private readonly Dictionary<(bool After, bool UpTo), SqliteStatement> _statements = [];
    private readonly int[] _required = [.. shape.Required];
    private readonly int _keyColumns = shape.Key.Count;
    private readonly bool _isUtf8 = session.IsUtf8;

    /// <param name="after">Empty at the beginning.</param>
    /// <param name="upTo">Included; empty for no bound.</param>
    public void Read(RowBatch batch, ReadOnlySpan<byte> after, ReadOnlySpan<byte> upTo, BatchLimits limits)
    {
        var statement = Statement(!after.IsEmpty, !upTo.IsEmpty);
        try
        {
            var parameter = KeyComparison.Bind(statement, 1, after);
            parameter = KeyComparison.Bind(statement, parameter, upTo);
            statement.Bind(parameter, (long)limits.Rows);
            ReadRows(batch, statement, limits);
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>The key that a row of some other statement begins with.</summary>
    public byte[] KeyOf(SqliteStatement row)
    {
        var key = new KeyBuffer();
        ReadKey(key, row.Pointer, first: 0);
        return key.ToArray();
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        _statements.Clear();
    }

    private void ReadRows(RowBatch batch, SqliteStatement statement, BatchLimits limits)
    {
        var pointer = statement.Pointer;
        while (statement.Step())
        {
            for (var column = 0; column < batch.Columns; column++)
                ReadValue(batch, Sqlite3.ColumnValue(pointer, column));
            foreach (var required in _required)
            {
                if (statement.IsNull(required))
                    batch.MissingValues++;
            }
            ReadKey(batch.LastKey, pointer, batch.Columns);
            batch.EndRow();
            if (batch.Bytes >= limits.Bytes || batch.Rows + batch.Rejects.Count >= limits.Rows)
                return;
        }
        batch.EndsSegment = true;
    }

    private void ReadValue(RowBatch batch, nint value)
    {
        switch (Sqlite3.ValueType(value))
        {
            case SqliteInteger: batch.WriteInteger(Sqlite3.ValueInt64(value)); break;
            case SqliteReal: batch.WriteReal(Sqlite3.ValueDouble(value)); break;
            case SqliteText: batch.WriteText(Text(value)); break;
            case SqliteBlob: batch.WriteBlob(Blob(value)); break;
            default: batch.WriteNull(); break;
        }
    }

    private void ReadKey(KeyBuffer key, nint statement, int first)
    {
        key.Clear();
        for (var column = first; column < first + _keyColumns; column++)
        {
            var value = Sqlite3.ColumnValue(statement, column);
            switch (Sqlite3.ValueType(value))
            {
                case SqliteInteger: key.AddInteger(Sqlite3.ValueInt64(value)); break;
                case SqliteReal: key.AddReal(Sqlite3.ValueDouble(value)); break;
                case SqliteText: key.AddText(Text(value)); break;
                case SqliteBlob: key.AddBlob(Blob(value)); break;
                default: key.AddNull(); break;
            }
        }
    }

    private ReadOnlySpan<byte> Text(nint value)
    {
        var start = _isUtf8 ? Sqlite3.ValueBlob(value) : Sqlite3.ValueText(value);
        return new ReadOnlySpan<byte>(start, Sqlite3.ValueBytes(value));
    }

    private static ReadOnlySpan<byte> Blob(nint value)
    {
        var start = Sqlite3.ValueBlob(value);
        return new ReadOnlySpan<byte>(start, Sqlite3.ValueBytes(value));
    }

    private SqliteStatement Statement(bool after, bool upTo)
    {
        if (!_statements.TryGetValue((after, upTo), out var statement))
            _statements[(after, upTo)] = statement = session.Prepare(shape.Select([.. shape.Values, .. shape.Key], after, upTo) + " LIMIT ?");
        return statement;
    }
}
