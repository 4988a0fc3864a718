using Snowflake.Emulator.Sql.Catalog;
using Snowflake.Emulator.Sql.Execution;
using Snowflake.Emulator.Sql.Parsing;
using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Tokens;
using Snowflake.Emulator.Sql.Types;
using static Snowflake.Emulator.Sql.Translation.InformationSchema;

namespace Snowflake.Emulator.Sql.Translation;

/// <summary>The table functions of INFORMATION_SCHEMA that tell where tags and policies are.</summary>
internal static class InformationFunctions
{
    private sealed record PolicyPlace(ObjectKey Table, string? Column, PolicyUse Use, Policy Policy);

    private sealed record TagPlace(ObjectKey Table, string? Column, TagUse Use)
    {
        public string Domain => Column is not null ? "COLUMN" : IsOfView ? "VIEW" : "TABLE";

        public bool IsOfView { get; init; }
    }

    private static readonly Field<PolicyPlace>[] PolicyFields =
    [
        Text<PolicyPlace>("POLICY_DB", place => place.Use.Policy.Database),
        Text<PolicyPlace>("POLICY_SCHEMA", place => place.Use.Policy.Schema),
        Text<PolicyPlace>("POLICY_NAME", place => place.Use.Policy.Name),
        Text<PolicyPlace>("POLICY_KIND", place => place.Policy.Kind.Replace(' ', '_')),
        Text<PolicyPlace>("REF_DATABASE_NAME", place => place.Table.Database),
        Text<PolicyPlace>("REF_SCHEMA_NAME", place => place.Table.Schema),
        Text<PolicyPlace>("REF_ENTITY_NAME", place => place.Table.Name),
        Text<PolicyPlace>("REF_ENTITY_DOMAIN", _ => "TABLE"),
        Text<PolicyPlace>("REF_COLUMN_NAME", place => place.Column),
        Text<PolicyPlace>("REF_ARG_COLUMN_NAMES", place => place.Use.Columns.Skip(place.Column is null ? 0 : 1).ToList() is { Count: > 0 } columns
            ? $"[ {string.Join(", ", columns.Select(column => $"\"{column}\""))} ]" : null),
        Text<PolicyPlace>("TAG_DATABASE", _ => null),
        Text<PolicyPlace>("TAG_SCHEMA", _ => null),
        Text<PolicyPlace>("TAG_NAME", _ => null),
        Text<PolicyPlace>("POLICY_STATUS", _ => "ACTIVE"),
    ];

    private static readonly Field<TagPlace>[] TagFields =
    [
        Text<TagPlace>("TAG_DATABASE", place => place.Use.Tag.Database),
        Text<TagPlace>("TAG_SCHEMA", place => place.Use.Tag.Schema),
        Text<TagPlace>("TAG_NAME", place => place.Use.Tag.Name),
        Text<TagPlace>("TAG_VALUE", place => place.Use.Value),
        Text<TagPlace>("APPLY_METHOD", _ => "MANUAL"),
        Text<TagPlace>("LEVEL", place => place.Domain),
        Text<TagPlace>("OBJECT_DATABASE", place => place.Table.Database),
        Text<TagPlace>("OBJECT_SCHEMA", place => place.Table.Schema),
        Text<TagPlace>("OBJECT_NAME", place => place.Table.Name),
        Text<TagPlace>("DOMAIN", place => place.Domain),
        Text<TagPlace>("COLUMN_NAME", place => place.Column),
    ];

    public static TranslatedQuery Query(TranslationContext context, InformationFunctionSource function)
    {
        context.NeedsWarehouse = true;
        if (function.Database is { } database && !context.Session.State.Databases.ContainsKey(database)) throw SqlError.NoObject("Database", database);
        var call = function.Call;
        return call.Name switch
        {
            "POLICY_REFERENCES" => Rows(context, PolicyFields, Policies(context.Session, call)),
            "TAG_REFERENCES" => Rows(context, TagFields, Tags(context.Session, call)),
            "TAG_REFERENCES_ALL_COLUMNS" => Rows(context, TagFields, AllTags(context.Session, TaggedOf(Argument(call, 0), Argument(call, 1))).Where(place => place.Column is not null)),
            ObjectReferences.Function => ObjectReferences.Query(context, call),
            _ => throw SqlError.UnknownFunction($"INFORMATION_SCHEMA.{call.Name}"),
        };
    }

    /// <summary>A role sees where the policies are that it may apply.</summary>
    private static IEnumerable<PolicyPlace> Policies(SessionState session, FunctionExpression call)
    {
        List<(ObjectKey Key, Table Table)> tables;
        ObjectKey? policy = null;
        if (call.Named.Count == 1 && call.Named.ContainsKey("POLICY_NAME"))
        {
            policy = session.Key(NameOf(Argument(call, "POLICY_NAME")));
            if (session.State.Governors.GetValueOrDefault(policy) is not Policy) throw SqlError.NoObject("Policy", policy.ToString());
            tables = [.. session.State.Objects.Where(entry => entry.Value is Table).Select(entry => (entry.Key, (Table)entry.Value))];
        }
        else
        {
            var (name, domain) = (Argument(call, "REF_ENTITY_NAME"), Argument(call, "REF_ENTITY_DOMAIN"));
            // Views have none here, but must be there.
            tables = domain.Equals("VIEW", StringComparison.OrdinalIgnoreCase) && session.View(NameOf(name)) is not null ? [] : [TableOf(session, name, domain)];
        }

        return tables.SelectMany(table => Uses(table.Table).Select(use => new PolicyPlace(table.Key, use.Column, use.Use, (Policy)session.State.Governors[use.Use.Policy])))
            .Where(place => (policy is null || place.Use.Policy == policy) && place.Policy.IsAppliedBy(session.Role));
    }

    private static IEnumerable<(string? Column, PolicyUse Use)> Uses(Table table)
    {
        if (table.RowPolicy is { } rows) yield return (null, rows);
        foreach (var column in table.Columns)
        {
            if (column.Mask is { } mask) yield return (column.Name, mask);
        }
    }

    private static IEnumerable<TagPlace> Tags(SessionState session, FunctionExpression call)
    {
        if (!Argument(call, 1).Equals("COLUMN", StringComparison.OrdinalIgnoreCase))
            return AllTags(session, TaggedOf(Argument(call, 0), Argument(call, 1))).Where(place => place.Column is null);

        var name = NameOf(Argument(call, 0), parts: 4);
        return AllTags(session, new([.. name.Parts.SkipLast(1)])).Where(place => place.Column == name.Name);
    }

    /// <summary>The domain TABLE is that of a view as well.</summary>
    private static ObjectName TaggedOf(string name, string domain) => domain.Equals("TABLE", StringComparison.OrdinalIgnoreCase) ? NameOf(name) : throw SqlError.Unknown($"the domain '{domain}'");

    private static IEnumerable<TagPlace> AllTags(SessionState session, ObjectName name)
    {
        if (session.Find(session.Key(name)) is View view)
            return [.. view.Tags.Select(tag => new TagPlace(view.Key, null, tag) { IsOfView = true }), .. view.ColumnTags.Select(tag => new TagPlace(view.Key, tag.Column, tag.Use))];
        var (key, table) = session.Table(name);
        return [.. table.Tags.Select(tag => new TagPlace(key, null, tag)), .. table.Columns.SelectMany(column => column.Tags.Select(tag => new TagPlace(key, column.Name, tag)))];
    }

    private static (ObjectKey Key, Table Table) TableOf(SessionState session, string name, string domain) =>
        domain.Equals("TABLE", StringComparison.OrdinalIgnoreCase) ? session.Table(NameOf(name)) : throw SqlError.Unknown($"the domain '{domain}'");

    public static ObjectName NameOf(string text, int parts = 3)
    {
        var tokens = new TokenReader(text);
        var name = new List<string> { tokens.Identifier() };
        while (name.Count < parts && tokens.Take(".")) name.Add(tokens.Identifier());
        tokens.ExpectEnd();
        return new(name);
    }

    private static string Argument(FunctionExpression call, int place) =>
        place < call.Arguments.Count && call.Arguments[place] is TextLiteral text ? text.Text : throw SqlError.Arguments(call.Name);

    public static string Argument(FunctionExpression call, string name) =>
        call.Named.GetValueOrDefault(name) is TextLiteral text ? text.Text : throw SqlError.Arguments(call.Name);

    public static Field<T> Text<T>(string name, Func<T, string?> value) => new(name, SqlType.Varchar, value);
}
