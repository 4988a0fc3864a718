using System.Data.Common;
using Snowflake.SqlApi.Values;

namespace Snowflake.SqlApi;

/// <summary>A column of a result, for tools that ask by ADO.NET's own description.</summary>
internal sealed class SnowflakeDbColumn : DbColumn
{
    public SnowflakeDbColumn(SnowflakeColumn column, int ordinal)
    {
        ColumnName = column.Name;
        ColumnOrdinal = ordinal;
        DataTypeName = column.TypeName;
        DataType = column.ClrType;
        AllowDBNull = column.IsNullable;
        NumericPrecision = column.Precision;
        NumericScale = column.Scale;
        ColumnSize = column.Length is <= int.MaxValue ? (int)column.Length : null;
    }
}
