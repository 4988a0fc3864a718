using System.Text;
using SQLitePCL;

namespace Migration.Connectors.Sqlite.Engine;

/// <summary>A prepared statement. Names values by position; parameters count from 1, columns from 0.</summary>
internal sealed unsafe class SqliteStatement(SqliteSession session, sqlite3_stmt handle) : IDisposable
{
    private static readonly nint s_copy = -1;

    public nint Pointer { get; } = handle.DangerousGetHandle();

    public int ColumnCount => raw.sqlite3_column_count(handle);

    /// <summary>Whether there is a row.</summary>
    public bool Step()
    {
        var result = Sqlite3.Step(Pointer);
        if (result is Sqlite3.Row)
            return true;
        if (result is not Sqlite3.Done)
            Fail(result);
        return false;
    }

    /// <summary>Ends a run of a statement that is run again and again.</summary>
    public void Reset()
    {
        session.Count();
        // The result repeats that of the last step, which is known.
        _ = Sqlite3.Reset(Pointer);
    }

    public void Bind(ReadOnlySpan<object?> parameters)
    {
        for (var i = 0; i < parameters.Length; i++)
            Bind(i + 1, parameters[i]);
    }

    public void Bind(int parameter, object? value) => session.Check(value switch
    {
        null => Sqlite3.BindNull(Pointer, parameter),
        long number => Sqlite3.BindInt64(Pointer, parameter, number),
        int number => Sqlite3.BindInt64(Pointer, parameter, number),
        double real => Sqlite3.BindDouble(Pointer, parameter, real),
        string text => BindText(parameter, Encoding.UTF8.GetBytes(text)),
        byte[] blob => BindBlob(parameter, blob),
        _ => throw new ArgumentException($"A parameter can't be of type {value.GetType().Name}."),
    });

    public int BindText(int parameter, ReadOnlySpan<byte> utf8)
    {
        fixed (byte* start = utf8.IsEmpty ? [0] : utf8)
            return Sqlite3.BindText(Pointer, parameter, start, utf8.Length, s_copy);
    }

    public int BindBlob(int parameter, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return Sqlite3.BindZeroBlob(Pointer, parameter, 0);
        fixed (byte* start = bytes)
            return Sqlite3.BindBlob(Pointer, parameter, start, bytes.Length, s_copy);
    }

    public bool IsNull(int column) => Sqlite3.ColumnType(Pointer, column) == raw.SQLITE_NULL;

    public long GetInteger(int column) => Sqlite3.ColumnInt64(Pointer, column);

    public bool GetBoolean(int column) => GetInteger(column) != 0;

    public string GetText(int column) => Encoding.UTF8.GetString(GetUtf8(column));

    public string? GetTextOrNull(int column) => IsNull(column) ? null : GetText(column);

    public byte[] GetBlob(int column)
    {
        var start = Sqlite3.ColumnBlob(Pointer, column);
        return new ReadOnlySpan<byte>(start, Sqlite3.ColumnBytes(Pointer, column)).ToArray();
    }

    public ReadOnlySpan<byte> GetUtf8(int column)
    {
        var start = Sqlite3.ColumnText(Pointer, column);
        return new ReadOnlySpan<byte>(start, Sqlite3.ColumnBytes(Pointer, column));
    }

    public void Dispose() => handle.Dispose();

    private void Fail(int result)
    {
        try
        {
            session.Check(result, raw.sqlite3_sql(handle).utf8_to_string());
        }
        finally
        {
            _ = Sqlite3.Reset(Pointer);
        }
    }
}
