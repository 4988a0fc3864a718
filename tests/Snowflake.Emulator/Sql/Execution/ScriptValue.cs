using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>The value of a variable, as PostgreSQL writes it.</summary>
internal sealed record ScriptValue(SqlType Type, string? Text);
