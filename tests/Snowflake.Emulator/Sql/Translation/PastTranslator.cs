using Snowflake.Emulator.Sql.Catalog;
using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Translation;

/// <summary>A table as of a moment, with the columns that it has now.</summary>
internal sealed class PastTranslator(TranslationContext context)
{
    /// <summary>What stands in FROM for the table.</summary>
    public string Rows(ObjectKey key, Table table, PastMoment past)
    {
        var now = context.Session.Now;
        var at = $"({Moment(past, now)}){(past.IsBefore ? " - 0.0000001" : "")}";
        var oldest = AccountClock.Sql(Retention.Oldest(context.Session.State, key, table, now));
        return $"sf.past(NULL::{table.Stored}, '{table.History}', sf.moment({at}, {Literals.Text(key.Name)}, {oldest}, {AccountClock.Sql(now)}))";
    }

    private string Moment(PastMoment past, DateTimeOffset now)
    {
        if (past.Kind == "STATEMENT") return AccountClock.Sql(Statement(past));
        var value = new ExpressionTranslator(context, new()).Translate(past.Value);
        if (past.Kind == "OFFSET") return $"{AccountClock.Sql(now)} + {Casts.To(value, SqlType.Number(SqlType.MostDigits, 3)).Sql}";
        return value.Type.Kind switch
        {
            // Without a cast it is a reading of the clock of UTC.
            TypeKind.Varchar or TypeKind.TimestampNtz => Casts.To(value, SqlType.Moment(TypeKind.TimestampNtz)).Sql,
            TypeKind.TimestampLtz or TypeKind.TimestampTz => Casts.To(value, SqlType.Moment(TypeKind.TimestampLtz)).Sql,
            _ => throw SqlError.Types("AT", value.Type.ToString(), ""),
        };
    }

    private DateTimeOffset Statement(PastMoment past)
    {
        var id = past.Value is TextLiteral text ? text.Text : throw SqlError.Unknown("a STATEMENT that is no literal");
        return context.Session.MomentOf(id) ?? throw new Engine.EngineException("000709", "02000", $"Statement {id} not found");
    }
}
