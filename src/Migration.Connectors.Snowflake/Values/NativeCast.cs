using Migration.Connectors.Tables;
using Migration.Connectors.Types;

namespace Migration.Connectors.Snowflake.Values;

/// <summary>What a value is cast to on its way into a column of the same account.</summary>
internal static class NativeCast
{
    /// <summary>
    /// Null where it goes as it is. A text or bytes are cast to no length: a cast cuts what is too long for it without a
    /// word, and the column refuses it.
    /// </summary>
    public static string? TypeOf(MappedColumn column, ColumnForm form) => form.Target.Kind switch
    {
        LogicalType.Text or LogicalType.Bytes when form.Source.Kind == form.Target.Kind => null,
        LogicalType.Text => "VARCHAR",
        LogicalType.Bytes => "BINARY",
        _ => column is { IsDirect: true, Source: { } source } && source.DeclaredType == form.TargetType ? null : form.TargetType,
    };
}
