using Snowflake.Emulator.Sql.Catalog;
using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Translation;

/// <summary>What a statement can ask about its session.</summary>
internal static class ContextFunctions
{
    public static IReadOnlyDictionary<string, Func<Call, Typed>> All { get; } = new Dictionary<string, Func<Call, Typed>>
    {
        ["CURRENT_ROLE"] = call => Name(call.Takes(0).Context.Session.Role),
        ["IS_ROLE_IN_SESSION"] = call => new(call.Takes(1).Literal(0) == call.Context.Session.Role ? "true" : "false", SqlType.Boolean),
        ["CURRENT_WAREHOUSE"] = call => Name(call.Takes(0).Context.Session.Warehouse),
        ["CURRENT_DATABASE"] = call => Name(call.Takes(0).Context.Session.Database),
        ["CURRENT_SCHEMA"] = call => Name(call.Takes(0).Context.Session.Schema),
        ["CURRENT_USER"] = call => Name(call.Takes(0).Context.Session.User),
        ["CURRENT_ACCOUNT"] = call => Name(call.Takes(0).Context.Session.Account),
        ["CURRENT_REGION"] = call => Name(call.Takes(0).Context.Session.Region),
        ["CURRENT_VERSION"] = call => Name(call.Takes(0).Context.Session.Version),
        ["CURRENT_TRANSACTION"] = call => Name(call.Takes(0).Context.Session.IsInTransaction ? "1" : ""),
        ["CURRENT_TIMESTAMP"] = call => new(AccountClock.Sql(call.Context.Now), SqlType.Moment(TypeKind.TimestampLtz)) { IsNullable = false },
        ["LOCALTIMESTAMP"] = call => new(AccountClock.Sql(call.Context.Now), SqlType.Moment(TypeKind.TimestampLtz)) { IsNullable = false },
        ["SYSDATE"] = call => new(AccountClock.Sql(call.Context.Session.Now), SqlType.Moment(TypeKind.TimestampNtz)) { IsNullable = false },
        ["CURRENT_DATE"] = call => Casts.To(All!["CURRENT_TIMESTAMP"](call), SqlType.Date),
        ["CURRENT_TIME"] = call => Casts.To(All!["CURRENT_TIMESTAMP"](call), SqlType.Moment(TypeKind.Time)),
    };

    private static Typed Name(string name) => name.Length == 0 ? new("NULL::text", SqlType.Varchar) : ExpressionTranslator.Text(name) with { Type = SqlType.Varchar };
}
