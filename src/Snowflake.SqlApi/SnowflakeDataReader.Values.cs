using System.Collections;
using System.Collections.ObjectModel;
using System.Data.Common;
using System.Globalization;
using System.Numerics;
using Snowflake.SqlApi.Statements;
using Snowflake.SqlApi.Values;

namespace Snowflake.SqlApi;

public sealed partial class SnowflakeDataReader
{
    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(GetOrdinal(name));

    public override string GetName(int ordinal) => Column(ordinal).Name;

    /// <summary>First by the exact name, then without regard to case.</summary>
    public override int GetOrdinal(string name)
    {
        var exact = Array.FindIndex(_columns, column => column.Name == name);
        if (exact < 0) exact = Array.FindIndex(_columns, column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase));
        return exact >= 0 ? exact : throw new ArgumentOutOfRangeException(nameof(name), $"The result has no column '{name}'.");
    }

    /// <summary>The type's word in the SQL API, in upper case, such as FIXED or TIMESTAMP_NTZ.</summary>
    public override string GetDataTypeName(int ordinal) => Column(ordinal).TypeName;

    public override Type GetFieldType(int ordinal) => Column(ordinal).ClrType;

    public SnowflakeType GetSnowflakeType(int ordinal) => Column(ordinal).Type;

    public override bool IsDBNull(int ordinal) => Block().IsNull(_row, ordinal);

    /// <summary>The value as the type of <see cref="GetFieldType"/>; DBNull for NULL.</summary>
    /// <exception cref="OverflowException">The type can't hold the value exactly: read it by a type of this driver, or as text.</exception>
    public override object GetValue(int ordinal) => Cell(ordinal) is { } text ? Column(ordinal).Value(text) : DBNull.Value;

    public override int GetValues(object[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var count = Math.Min(values.Length, FieldCount);
        for (var i = 0; i < count; i++) values[i] = GetValue(i);
        return count;
    }

    /// <summary>The value's own text as Snowflake sent it; null for NULL.</summary>
    public string? GetWireText(int ordinal) => Cell(ordinal);

    /// <summary>As <see cref="GetWireText"/>, in UTF-8; empty for NULL. Valid until the next row is read.</summary>
    public ReadOnlySpan<byte> GetWireUtf8(int ordinal) => Block().Value(_row, ordinal);

    /// <summary>Any value as text, with nothing lost: dates and times in ISO 8601 with nine digits, binary in hex.</summary>
    public override string GetString(int ordinal) => Column(ordinal).Text(Text(ordinal));

    public override bool GetBoolean(int ordinal) => Column(ordinal).Boolean(Text(ordinal));

    public override byte GetByte(int ordinal) => checked((byte)GetInt64(ordinal));

    public override short GetInt16(int ordinal) => checked((short)GetInt64(ordinal));

    public override int GetInt32(int ordinal) => checked((int)GetInt64(ordinal));

    public override long GetInt64(int ordinal) => Numbers.Int64(NumberText(ordinal, "a whole number"));

    public override decimal GetDecimal(int ordinal) => Numbers.Decimal(NumberText(ordinal, "a decimal"));

    public override double GetDouble(int ordinal) => Numbers.Double(NumberText(ordinal, "a float"));

    public override float GetFloat(int ordinal) => (float)GetDouble(ordinal);

    public override Guid GetGuid(int ordinal) => Guid.Parse(GetString(ordinal), CultureInfo.InvariantCulture);

    public override char GetChar(int ordinal) => GetString(ordinal) is [var single] ? single : throw Column(ordinal).NotA("one character");

    public override DateTime GetDateTime(int ordinal) => Column(ordinal).Type == SnowflakeType.Date
        ? WireTime.Date(Text(ordinal)).ToDateTime(TimeOnly.MinValue)
        : Column(ordinal).Timestamp(Text(ordinal)).ToDateTime();

    /// <exception cref="InvalidCastException">The column's values have no offset.</exception>
    public DateTimeOffset GetDateTimeOffset(int ordinal) => Column(ordinal).Timestamp(Text(ordinal)) is { Offset: not null } moment
        ? moment.ToDateTimeOffset() : throw Column(ordinal).NotA("a moment with an offset");

    /// <summary>A timestamp with all nine digits.</summary>
    public SnowflakeTimestamp GetTimestamp(int ordinal) => Column(ordinal).Timestamp(Text(ordinal));

    /// <summary>A number with all its digits.</summary>
    public SnowflakeDecimal GetSnowflakeDecimal(int ordinal) => Column(ordinal).Type == SnowflakeType.Fixed
        ? SnowflakeDecimal.Parse(Text(ordinal)) : throw Column(ordinal).NotA("a number");

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        Copy(Bytes(ordinal), dataOffset, buffer, bufferOffset, length);

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        Copy(GetString(ordinal).ToCharArray(), dataOffset, buffer, bufferOffset, length);

    public override T GetFieldValue<T>(int ordinal) => (T)Typed(typeof(T), ordinal);

    public override IEnumerator GetEnumerator() => new DbEnumerator(this);

    public ReadOnlyCollection<DbColumn> GetColumnSchema() =>
        new([.. _columns.Select((column, ordinal) => new SnowflakeDbColumn(column, ordinal))]);

    private object Typed(Type type, int ordinal) =>
        type == typeof(SnowflakeTimestamp) ? GetTimestamp(ordinal)
        : type == typeof(SnowflakeDecimal) ? GetSnowflakeDecimal(ordinal)
        : type == typeof(BigInteger) ? GetSnowflakeDecimal(ordinal).ToBigInteger()
        : type == typeof(DateTimeOffset) ? GetDateTimeOffset(ordinal)
        : type == typeof(DateTime) ? GetDateTime(ordinal)
        : type == typeof(TimeSpan) ? ((TimeOnly)GetValue(ordinal)).ToTimeSpan()
        : type == typeof(string) ? GetString(ordinal)
        : type == typeof(long) ? GetInt64(ordinal)
        : type == typeof(int) ? GetInt32(ordinal)
        : type == typeof(short) ? GetInt16(ordinal)
        : type == typeof(decimal) ? GetDecimal(ordinal)
        : type == typeof(double) ? GetDouble(ordinal)
        : type == typeof(float) ? GetFloat(ordinal)
        : type == typeof(Guid) ? GetGuid(ordinal)
        : GetValue(ordinal);

    private SnowflakeColumn Column(int ordinal) => _columns[ordinal];

    private RowBlock Block() => _block ?? throw new InvalidOperationException("There is no current row: call Read first.");

    private string? Cell(int ordinal) => Block().Text(_row, ordinal);

    private string Text(int ordinal) =>
        Cell(ordinal) ?? throw new InvalidCastException($"Column '{GetName(ordinal)}' is NULL in this row.");

    private string NumberText(int ordinal, string wanted) =>
        Column(ordinal).Type is SnowflakeType.Fixed or SnowflakeType.Real or SnowflakeType.DecFloat ? Text(ordinal) : throw Column(ordinal).NotA(wanted);

    private byte[] Bytes(int ordinal) =>
        Column(ordinal).Type == SnowflakeType.Binary ? Convert.FromHexString(Text(ordinal)) : throw Column(ordinal).NotA("binary");

    private static long Copy<T>(T[] from, long offset, T[]? to, int at, int length)
    {
        if (to is null) return from.Length;
        var count = (int)Math.Max(0, Math.Min(length, from.Length - offset));
        if (count > 0) Array.Copy(from, offset, to, at, count);
        return count;
    }
}
