using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Sql.Translation;
using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>Rows of a query in the encodings of the SQL API.</summary>
internal static class ResultReader
{
    public static async Task<EngineResult> ReadAsync(SessionConnection connection, TranslatedQuery query, IReadOnlyList<string?> parameters, CancellationToken cancellation)
    {
        var values = query.Columns.Select((column, i) => Encoded($"q.c{i + 1}", column.Type));
        var rows = await connection.QueryAsync($"SELECT {string.Join(", ", values)} FROM ({query.Sql}) AS q", parameters, cancellation);
        for (var i = 0; i < query.Columns.Count; i++)
        {
            if (!query.Columns[i].Type.IsSemiStructured) continue;
            foreach (var row in rows) row[i] = row[i] is { } json ? VariantText.Indented(json) : null;
        }

        return new([.. query.Columns.Select(Described)], rows);
    }

    private static EngineColumn Described(OutputColumn column) => new(column.Name, column.Type.Wire)
    {
        Nullable = column.IsNullable,
        Precision = column.Type.Kind == TypeKind.Number ? column.Type.Precision : column.Type.IsTimestamp || column.Type.Kind == TypeKind.Time ? 0 : null,
        Scale = column.Type.Kind == TypeKind.Number || column.Type.IsTimestamp || column.Type.Kind == TypeKind.Time ? column.Type.Scale : null,
        Length = column.Type.Kind is TypeKind.Varchar or TypeKind.Binary ? column.Type.Length : null,
    };

    private static string Encoded(string value, SqlType type) => type.Kind switch
    {
        TypeKind.Number => $"{value}::numeric({SqlType.MostDigits},{type.Scale})::text",
        TypeKind.Float => $"sf.text({value})",
        TypeKind.Binary => $"upper(encode({value}, 'hex'))",
        TypeKind.Date => $"({value} - date '1970-01-01')::text",
        TypeKind.Time or TypeKind.TimestampNtz or TypeKind.TimestampLtz => $"{value}::numeric(40,9)::text",
        TypeKind.TimestampTz => $"sf.tz_instant({value})::numeric(40,9)::text || ' ' || (sf.tz_offset({value}) + 1440)::text",
        _ => $"{value}::text",
    };
}
