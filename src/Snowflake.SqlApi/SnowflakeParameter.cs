using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Snowflake.SqlApi.Values;

namespace Snowflake.SqlApi;

/// <summary>A value for the question mark at the parameter's position; a name is a label and binds nothing.</summary>
public sealed class SnowflakeParameter : DbParameter
{
    private DbType? _dbType;

    public SnowflakeParameter()
    {
    }

    public SnowflakeParameter(object? value) => Value = value;

    /// <summary>The type under which the value is bound; null lets the value's own type decide.</summary>
    public SnowflakeBindType? BindType { get; set; }

    public override object? Value { get; set; }

    /// <summary>Decides the bind type where <see cref="BindType"/> does not.</summary>
    public override DbType DbType
    {
        get => _dbType ?? DbType.String;
        set => _dbType = value;
    }

    [AllowNull]
    public override string ParameterName { get => field; set => field = value ?? ""; } = "";

    public override ParameterDirection Direction
    {
        get => ParameterDirection.Input;
        set
        {
            if (value != ParameterDirection.Input) throw new NotSupportedException("The SQL API takes values and gives none back: only input parameters exist.");
        }
    }

    public override bool IsNullable { get; set; } = true;

    public override int Size { get; set; }

    [AllowNull]
    public override string SourceColumn { get => field; set => field = value ?? ""; } = "";

    public override bool SourceColumnNullMapping { get; set; }

    public override void ResetDbType() => _dbType = null;

    internal BoundValue Bound() => ValueEncoder.Encode(Value, BindType ?? (_dbType is { } type ? BindTypeOf(type) : null));

    private static SnowflakeBindType? BindTypeOf(DbType type) => type switch
    {
        DbType.Boolean => SnowflakeBindType.Boolean,
        DbType.SByte or DbType.Byte or DbType.Int16 or DbType.UInt16 or DbType.Int32 or DbType.UInt32 or DbType.Int64 or DbType.UInt64 => SnowflakeBindType.Fixed,
        DbType.Date => SnowflakeBindType.Date,
        DbType.Time => SnowflakeBindType.Time,
        DbType.DateTime or DbType.DateTime2 => SnowflakeBindType.TimestampNtz,
        DbType.DateTimeOffset => SnowflakeBindType.TimestampTz,
        DbType.Object => null,
        // A float that is not finite is bound as text, which its value decides.
        DbType.Single or DbType.Double => null,
        _ => SnowflakeBindType.Text,
    };
}
