using Migration.Connectors.Rows;
using Migration.Connectors.Sqlite.Engine;

namespace Migration.Connectors.Sqlite.Tables;

/// <summary>Encoded values as parameters of a statement.</summary>
internal static class ValueBinder
{
    /// <summary>Binds a value that SQLite copies at once; for the few values of keys.</summary>
    public static void BindCopy(SqliteStatement statement, int parameter, ValueReader value)
    {
        _ = value.Tag switch
        {
            ValueTag.Null => Sqlite3.BindNull(statement.Pointer, parameter),
            ValueTag.Integer => Sqlite3.BindInt64(statement.Pointer, parameter, value.Integer),
            ValueTag.Real => Sqlite3.BindDouble(statement.Pointer, parameter, value.Real),
            ValueTag.Text => statement.BindText(parameter, value.Payload),
            _ => statement.BindBlob(parameter, value.Payload),
        };
    }
}
