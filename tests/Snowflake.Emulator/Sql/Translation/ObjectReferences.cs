using Snowflake.Emulator.Sql.Catalog;
using Snowflake.Emulator.Sql.Syntax;
using static Snowflake.Emulator.Sql.Translation.InformationFunctions;
using static Snowflake.Emulator.Sql.Translation.InformationSchema;

namespace Snowflake.Emulator.Sql.Translation;

/// <summary>GET_OBJECT_REFERENCES: the tables and views that a view reads, and those that these read.</summary>
internal static class ObjectReferences
{
    public const string Function = "GET_OBJECT_REFERENCES";

    private sealed record Reference(ObjectKey View, ObjectKey Read, bool IsView);

    private static readonly Field<Reference>[] Fields =
    [
        Text<Reference>("DATABASE_NAME", reference => reference.View.Database),
        Text<Reference>("SCHEMA_NAME", reference => reference.View.Schema),
        Text<Reference>("VIEW_NAME", reference => reference.View.Name),
        Text<Reference>("REFERENCED_DATABASE_NAME", reference => reference.Read.Database),
        Text<Reference>("REFERENCED_SCHEMA_NAME", reference => reference.Read.Schema),
        Text<Reference>("REFERENCED_OBJECT_NAME", reference => reference.Read.Name),
        Text<Reference>("REFERENCED_OBJECT_TYPE", reference => reference.IsView ? "VIEW" : "TABLE"),
    ];

    public static TranslatedQuery Query(TranslationContext context, FunctionExpression call)
    {
        var session = context.Session;
        var view = session.View(new([Part(call, "DATABASE_NAME"), Part(call, "SCHEMA_NAME"), Part(call, "OBJECT_NAME")]));
        var inside = new TranslationContext(session, []);
        session.Translate(view, inside);
        return Rows(context, Fields, inside.References.OrderBy(key => key.ToString(), StringComparer.Ordinal).Select(key => new Reference(view.Key, key, session.Find(key) is View)));
    }

    private static string Part(FunctionExpression call, string name) => NameOf(Argument(call, name), parts: 1).Name;
}
