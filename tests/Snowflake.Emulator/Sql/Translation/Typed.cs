using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Translation;

/// <summary>An expression in PostgreSQL's SQL, which needs no parentheses around it, and its type in Snowflake.</summary>
internal sealed record Typed(string Sql, SqlType Type)
{
    public bool IsNullable { get; init; } = true;
}
