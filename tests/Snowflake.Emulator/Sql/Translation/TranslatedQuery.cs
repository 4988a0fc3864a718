using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Translation;

/// <summary>A query in PostgreSQL's SQL, whose columns are called c1, c2 and so on.</summary>
internal sealed record TranslatedQuery(string Sql, IReadOnlyList<OutputColumn> Columns);

internal sealed record OutputColumn(string Name, SqlType Type, bool IsNullable = true);
