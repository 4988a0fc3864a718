using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Migration.Connectors.Rows;
using Migration.Connectors.Sqlite.Engine;
using Migration.Connectors.Sqlite.Schema;
using Migration.Connectors.Types;
using Migration.Core.Errors;

namespace Migration.Connectors.Sqlite.Tables;

/// <summary>Values of another engine in the form that SQLite's own functions read: dates and the like as text.</summary>
internal sealed unsafe class FormBinder(string table, IReadOnlyList<ColumnForm> columns)
{
    // A length of four bytes and then 16: no value that is bound here is longer, and none is read beyond its own length.
    private const int LongestFixed = 20;

    private readonly ColumnForm?[] _columns = [.. columns.Select(c => IsBoundAsItIs(c) ? null : c)];

    /// <summary>Binds a value that needs it; false leaves the value to who asked.</summary>
    public bool TryBind(SqliteStatement statement, int parameter, int column, byte* value)
    {
        if (_columns[column] is not { } form || (ValueTag)value[0] == ValueTag.Null)
            return false;
        Span<byte> text = stackalloc byte[64];
        var written = Write(form, new ReadOnlySpan<byte>(value + 1, LongestFixed), text);
        if (written == 0)
            return false;
        statement.BindText(parameter, text[..written]);
        return true;
    }

    private int Write(ColumnForm column, ReadOnlySpan<byte> payload, Span<byte> text) => column.Form switch
    {
        ValueForm.Date or ValueForm.Time or ValueForm.Timestamp or ValueForm.Instant => MomentText.Write(text, column.Form, BinaryPrimitives.ReadInt64LittleEndian(payload)),
        ValueForm.Interval => Encoding.ASCII.GetBytes(IntervalText.Of(payload[4..]), text),
        ValueForm.Uuid => UuidText.Write(payload[4..], text),
        _ => WriteReal(column, BinaryPrimitives.ReadDoubleLittleEndian(payload), text),
    };

    // SQLite keeps NULL for a NaN, and writes a float in a column of text with fewer digits than it has.
    private int WriteReal(ColumnForm column, double value, Span<byte> text)
    {
        if (double.IsNaN(value))
            throw new MigrationException(ErrorCodes.ValueRejected,
                $"Column '{column.Column}' of table '{table}' holds a NaN in the source, for which SQLite has no value. Nothing of its range was written. Filter or convert such rows, then retry.");
        return Affinities.Of(column.TargetType) == Affinity.Text ? Encoding.ASCII.GetBytes(value.ToString("R", CultureInfo.InvariantCulture), text) : 0;
    }

    private static bool IsBoundAsItIs(ColumnForm column) => column.Form is ValueForm.AsStored or ValueForm.Integer or ValueForm.Boolean
        or ValueForm.Decimal or ValueForm.Text or ValueForm.Bytes or ValueForm.JsonValue;
}
