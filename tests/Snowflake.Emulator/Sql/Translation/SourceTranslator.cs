using Snowflake.Emulator.Sql.Catalog;
using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Translation;

/// <summary>What stands after FROM; each source adds what it brings into sight to the scope.</summary>
internal sealed class SourceTranslator(TranslationContext context, Scope scope)
{
    /// <summary>What the row access policy of the table that is changed asks of a row; empty where there is none.</summary>
    public string RowCondition { get; private set; } = "";

    public string Translate(TableSource source) => source switch
    {
        NamedSource named => Named(named),
        QuerySource query => Derived(query, new QueryTranslator(context).Translate(query.Query, query.IsLateral ? scope : scope.Outside()), [query.Alias ?? ""]),
        InformationFunctionSource function => Derived(function, InformationFunctions.Query(context, function), [function.Alias ?? ""]),
        FlattenSource flatten => Flatten(flatten),
        GeneratorSource generator => Generator(generator),
        JoinSource join => Join(join),
        _ => throw SqlError.Unknown(source.GetType().Name),
    };

    /// <summary>Brings a table into sight under an alias of PostgreSQL's.</summary>
    /// <param name="rows">Where its rows are; null for the table itself.</param>
    public string Table(ObjectKey key, Table table, string? alias, string? rows = null)
    {
        context.NeedsWarehouse = true;
        var stored = context.Alias();
        var policies = new PolicyTranslator(context);
        var columns = table.Columns.Select(column => new RelationColumn(column.Name, policies.Value(table, column, stored)));
        RowCondition = policies.Condition(table, stored);
        scope.Relations.Add(new(alias is null ? [key.Database, key.Schema, key.Name] : [alias], [.. columns]));
        return $"{rows ?? table.Stored} AS {stored}";
    }

    private string Named(NamedSource source)
    {
        if (source.Name.Parts is [var single] && source.Past is null && scope.Common(single) is { } common) return Common(source, common, single);
        if (source.Name.Parts is [.., "INFORMATION_SCHEMA", var name] && source.Past is null) return Information(source, name);
        var key = context.Session.Key(source.Name);
        context.References.Add(key);
        switch (context.Session.Find(key) ?? throw SqlError.NoObject("Object", source.Name.ToString()))
        {
            case Table table:
                context.Session.Denials.Require(context.Session.Role, "SELECT", "TABLE", key.ToString());
                if (source.ColumnAliases.Count > 0) throw SqlError.Unknown("names for the columns of a table");
                var rows = source.Past is null ? null : new PastTranslator(context).Rows(key, table, source.Past);
                if (!PolicyTranslator.Governs(table)) return Table(key, table, source.Alias, rows);
                context.NeedsWarehouse = true;
                return Derived(source, new PolicyTranslator(context).Seen(table, rows), source.Alias is null ? [key.Database, key.Schema, key.Name] : [source.Alias]);
            case View view:
                if (source.Past is not null) throw SqlError.Unknown("AT and BEFORE of a view");
                return Derived(source, context.Session.Translate(view, context), source.Alias is null ? [key.Database, key.Schema, key.Name] : [source.Alias]);
            default:
                throw SqlError.NoObject("Object", source.Name.ToString());
        }
    }

    private string Common(NamedSource source, CommonRelation common, string name)
    {
        var stored = context.Alias();
        Add(stored, common.Columns, source, [source.Alias ?? name]);
        return $"{common.Stored} AS {stored}";
    }

    private string Information(NamedSource source, string view)
    {
        context.NeedsWarehouse = true;
        var database = source.Name.Parts.Count == 3 ? source.Name.Parts[0] : context.Session.RequireDatabase();
        var query = InformationSchema.Query(context, database, view) ?? throw SqlError.NoObject("Object", source.Name.ToString());
        return Derived(source, query, [source.Alias ?? view]);
    }

    private string Derived(TableSource source, TranslatedQuery query, IReadOnlyList<string> qualifiers)
    {
        var stored = context.Alias();
        Add(stored, query.Columns, source, qualifiers);
        return $"{(source is QuerySource { IsLateral: true } ? "LATERAL " : "")}({query.Sql}) AS {stored}";
    }

    private void Add(string stored, IReadOnlyList<OutputColumn> columns, TableSource source, IReadOnlyList<string> qualifiers) =>
        scope.Relations.Add(new(qualifiers, [.. QueryTranslator.Renamed(columns, source.ColumnAliases)
            .Select((column, i) => new RelationColumn(column.Name, new($"{stored}.c{i + 1}", column.Type) { IsNullable = column.IsNullable }))]));

    private string Flatten(FlattenSource flatten)
    {
        var input = new ExpressionTranslator(context, scope).Translate(flatten.Input);
        if (!input.Type.IsSemiStructured) throw SqlError.Types("FLATTEN", input.Type.ToString(), "");
        var stored = context.Alias();
        scope.Relations.Add(new([flatten.Alias ?? ""],
        [
            new("SEQ", new("1::numeric", SqlType.Number(38, 0))),
            new("KEY", new($"{stored}.key", SqlType.Varchar)),
            new("PATH", new($"{stored}.path", SqlType.Varchar)),
            new("INDEX", new($"{stored}.index", SqlType.Number(9, 0))),
            new("VALUE", new($"{stored}.value", SqlType.Variant)),
            new("THIS", new(input.Sql, input.Type)),
        ]));
        return flatten.IsOuter ? throw SqlError.Unknown("FLATTEN with OUTER") : $"sf.flatten({input.Sql}) AS {stored}";
    }

    private string Generator(GeneratorSource generator)
    {
        var stored = context.Alias();
        scope.Relations.Add(new([generator.Alias ?? ""], []));
        return $"generate_series(1, {generator.Rows}) AS {stored}";
    }

    private string Join(JoinSource join)
    {
        var first = scope.Relations.Count;
        var left = Translate(join.Left);
        var second = scope.Relations.Count;
        var right = Translate(join.Right);
        if (join.Using.Count > 0) return $"({left} {Word(join.Kind)} {right} ON {Using(join, first, second)})";
        if (join.Kind == "CROSS" || (join.On is null && join.Kind == "INNER")) return $"({left} CROSS JOIN {right})";
        return $"({left} {Word(join.Kind)} {right} ON {new ExpressionTranslator(context, scope).Condition(join.On!)})";
    }

    private static string Word(string kind) => kind == "INNER" ? "JOIN" : $"{kind} JOIN";

    /// <summary>The columns of the right side are hidden, so those of the left side must be the whole truth.</summary>
    private string Using(JoinSource join, int first, int second)
    {
        if (join.Kind is "RIGHT" or "FULL") throw SqlError.Unknown($"USING of a {join.Kind} JOIN");
        var conditions = join.Using.Select(name =>
        {
            var left = Single(name, first, second);
            var right = Single(name, second, scope.Relations.Count);
            return Operators.Compare("=", left, right).Sql;
        }).ToList();
        for (var i = second; i < scope.Relations.Count; i++)
            scope.Relations[i] = scope.Relations[i] with { Columns = [.. scope.Relations[i].Columns.Select(column => join.Using.Contains(column.Name) ? column with { IsMerged = true } : column)] };
        return string.Join(" AND ", conditions);
    }

    private Typed Single(string name, int from, int to) =>
        scope.Relations.Skip(from).Take(to - from).SelectMany(relation => relation.Columns).Where(column => column.Name == name && !column.IsMerged).ToList() is [var only]
            ? only.Value : throw SqlError.InvalidIdentifier(name);
}
