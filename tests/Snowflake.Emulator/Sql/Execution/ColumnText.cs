using System.Text.Json;
using Snowflake.Emulator.Sql.Catalog;
using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>A column's type and default as SHOW and DESCRIBE write them.</summary>
internal static class ColumnText
{
    public static string Type(Column column)
    {
        var type = column.Type;
        var fields = new Dictionary<string, object> { ["type"] = type.Kind switch { TypeKind.Number => "FIXED", TypeKind.Float => "REAL", _ => type.Word } };
        switch (type.Kind)
        {
            case TypeKind.Number:
                (fields["precision"], fields["scale"]) = (type.Precision, type.Scale);
                break;
            case TypeKind.Varchar:
                (fields["length"], fields["byteLength"]) = (type.Length, Math.Min(SqlType.MostText, type.Length * 4));
                break;
            case TypeKind.Binary:
                (fields["length"], fields["byteLength"]) = (type.Length, type.Length);
                break;
            case TypeKind.Time or TypeKind.TimestampNtz or TypeKind.TimestampLtz or TypeKind.TimestampTz:
                (fields["precision"], fields["scale"]) = (0, type.Scale);
                break;
        }

        fields["nullable"] = !column.IsNotNull;
        if (column.Collation.Length > 0) fields["collation"] = column.Collation;
        return JsonSerializer.Serialize(fields);
    }

    public static string Increment(Column column) => column.Identity is { } identity ? $"IDENTITY START {identity.Start} INCREMENT {identity.Increment} {(identity.IsOrdered ? "ORDER" : "NOORDER")}" : "";

    public static string? Default(Column column) => column.Identity is null ? (column.DefaultText.Length == 0 ? null : column.DefaultText) : Increment(column);
}
