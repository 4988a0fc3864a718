using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Sql.Tokens;

namespace Snowflake.Emulator.Sql;

/// <summary>Failures of a statement with Snowflake's codes.</summary>
internal static class SqlError
{
    private const string Compilation = "SQL compilation error:";

    /// <summary>What Snowflake's grammar does not have, or the emulator does not know: it is refused, never guessed.</summary>
    public static EngineException Unexpected(Token token) =>
        new("001003", "42000", $"{Compilation}\nsyntax error line {token.Line} at position {token.Column} unexpected '{(token.Kind == TokenKind.End ? "<EOF>" : token.Raw)}'.");

    /// <summary>Snowflake may have it; the emulator does not.</summary>
    public static EngineException Unknown(string what) => new("001003", "42000", $"{Compilation}\nsyntax error: the emulator does not know {what}.");

    public static EngineException InvalidIdentifier(string name) => new("000904", "42000", $"{Compilation} error\ninvalid identifier '{name}'");

    public static EngineException Ambiguous(string name) => new("002028", "42601", $"{Compilation}\nambiguous column name '{name}'");

    public static EngineException UnknownFunction(string name) => new("002140", "42601", $"{Compilation}\nUnknown function {name}.");

    public static EngineException Arguments(string function) => new("000938", "22023", $"{Compilation}\nnot enough or too many arguments for function [{function}].");

    public static EngineException NoObject(string kind, string name) =>
        new("002003", kind is "Schema" or "Database" ? "02000" : "42S02", $"{Compilation}\n{kind} '{name}' does not exist or not authorized.");

    public static EngineException Exists(string name) => new("002002", "42710", $"{Compilation}\nObject '{name}' already exists.");

    public static EngineException NoDatabase() =>
        new("090105", "22000", "Cannot perform operation. This session does not have a current database. Call 'USE DATABASE', or use a qualified name.");

    public static EngineException NoSchema() =>
        new("090106", "22000", "Cannot perform operation. This session does not have a current schema. Call 'USE SCHEMA', or use a qualified name.");

    public static EngineException NoWarehouse() =>
        new("000606", "57P03", "No active warehouse selected in the current session. Select an active warehouse with the 'use warehouse' command.");

    /// <summary>The resource monitor of the warehouse has suspended it.</summary>
    public static EngineException Exhausted(string warehouse) =>
        new("090073", "22000", $"Warehouse '{warehouse}' cannot be resumed because resource monitor has exceeded its quota.");

    public static EngineException WarehouseState(string code, string warehouse, string done) => new(code, "22000", $"Invalid state. Warehouse '{warehouse}' cannot be {done}.");

    public static EngineException NotPermitted(string kind, string name) =>
        new("003001", "42501", $"SQL access control error:\nInsufficient privileges to operate on {kind.ToLowerInvariant()} '{name}'.");

    public static EngineException BadProperty(string name, string value) => new("001008", "22023", $"{Compilation}\ninvalid value [{value}] for parameter '{name}'");

    public static EngineException BadCast(string from, string to) => new("001065", "22023", $"{Compilation}\ninvalid type [CAST({from} AS {to})] for parameter '{to}'");

    public static EngineException NotOfColumn(string expected, string got, string column) =>
        new("002023", "22000", $"{Compilation}\nExpression type does not match column data type, expecting {expected} but got {got} for column {column}");

    public static EngineException Types(string operation, string left, string right) =>
        new("001044", "42P13", $"{Compilation}\nInvalid argument types for function '{operation}': ({left}, {right})");

    public static EngineException ColumnCount(int expected, int got) =>
        new("002020", "21S01", $"{Compilation}\nInsert value list does not match column list expecting {expected} but got {got}");
}
