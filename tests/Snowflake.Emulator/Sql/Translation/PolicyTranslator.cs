using Snowflake.Emulator.Sql.Catalog;

namespace Snowflake.Emulator.Sql.Translation;

/// <summary>What masking and row access policies leave of a table for the role that reads it.</summary>
internal sealed class PolicyTranslator(TranslationContext context)
{
    public static bool Governs(Table table) => table.RowPolicy is not null || table.Columns.Any(column => column.Mask is not null);

    /// <summary>The rows and values that a query sees.</summary>
    /// <param name="rows">Where they are; null for the table itself.</param>
    public TranslatedQuery Seen(Table table, string? rows = null)
    {
        var alias = context.Alias();
        var items = table.Columns.Select((column, i) => $"{Value(table, column, alias).Sql} AS c{i + 1}");
        var where = Condition(table, alias) is { Length: > 0 } condition ? $" WHERE {condition}" : "";
        return new($"SELECT {string.Join(", ", items)} FROM {rows ?? table.Stored} AS {alias}{where}", [.. table.Columns.Select(column => new OutputColumn(column.Name, column.Type, !column.IsNotNull || column.Mask is not null))]);
    }

    /// <param name="alias">PostgreSQL's, of the table.</param>
    public Typed Value(Table table, Column column, string alias)
    {
        var stored = Stored(column, alias);
        return column.Mask is not { } mask ? stored : Casts.To(Value((mask.Policy, Find(mask.Policy)), Arguments(table, mask, alias)), column.Type);
    }

    /// <summary>The condition of the row access policy; empty where there is none.</summary>
    public string Condition(Table table, string alias) =>
        table.RowPolicy is not { } rows ? "" : Casts.Boolean(Value((rows.Policy, Find(rows.Policy)), Arguments(table, rows, alias))).Sql;

    /// <summary>What a policy makes of its arguments. Names in it are looked up where it is.</summary>
    public Typed Value((ObjectKey Key, Policy Policy) of, IReadOnlyList<Typed> arguments)
    {
        var session = context.Session;
        var (database, schema) = (session.Database, session.Schema);
        (session.Database, session.Schema) = (of.Key.Database, of.Key.Schema);
        try
        {
            var scope = new Scope();
            scope.Relations.Add(new([""], [.. of.Policy.Arguments.Zip(arguments, (argument, value) => new RelationColumn(argument.Name, value))]));
            return Casts.To(new ExpressionTranslator(context, scope).Translate(of.Policy.Body), of.Policy.Returns);
        }
        finally
        {
            (session.Database, session.Schema) = (database, schema);
        }
    }

    private Policy Find(ObjectKey key) => (Policy)context.Session.State.Governors[key];

    private static Typed Stored(Column column, string alias) => new($"{alias}.{column.Stored}", column.Type) { IsNullable = !column.IsNotNull };

    private static List<Typed> Arguments(Table table, PolicyUse use, string alias) => [.. use.Columns.Select(name => Stored(table.Find(name)!, alias))];
}
