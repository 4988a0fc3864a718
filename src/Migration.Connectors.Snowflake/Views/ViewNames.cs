using Migration.Connectors.Snowflake.Schema;

namespace Migration.Connectors.Snowflake.Views;

/// <summary>
/// Leads the names of a query that goes from one schema to another: those of objects in the first lead to the second, and
/// all others where they led before. Names without a schema mean the view's own wherever it is.
/// </summary>
/// <param name="schemas">Of the first one's database, where the second is in another one: a name without a database is looked up there.</param>
internal sealed class ViewNames(SchemaPlace origin, SchemaPlace to, IReadOnlySet<string> schemas)
{
    private const string DefaultSchema = "PUBLIC";

    private bool IsElsewhere => origin.Database != to.Database;

    public LedQuery Lead(string query)
    {
        var names = QueryNames.Of(SqlWords.Of(query)!);
        if (names.Found.FirstOrDefault(name => IsDoubtful(name, names.Declared)) is { } doubt)
            return new(query, doubt);
        var text = query;
        foreach (var name in names.Found.Where(name => name.Leading > 0).Reverse())
            text = Lead(text, name);
        return new(text, Doubt: null);
    }

    private bool IsDoubtful(QueryName name, IReadOnlySet<string> declared)
    {
        var parts = name.Parts;
        if (name.Role is NameRole.Text or NameRole.Stage)
            return name.Leading > 0 && (Place(name) == origin ? !StaysRight(name) : name is { Role: NameRole.Text, Leading: 1 } && IsLookedUpElsewhere(name));
        if (name.Role == NameRole.Column && parts.Count == 2)
            return (IsElsewhere ? schemas.Contains(parts[0].Text) : parts[0].Text == origin.Schema) && !StaysRight(name) && !declared.Contains(parts[0].Text);
        // A column by its schema and table; but where no such column is meant, an object by its database.
        if (name.Role == NameRole.Column && parts.Count == 3 && parts[0].Text == origin.Database)
            return Place(parts[0], parts[1]) == origin;
        return name.Leading > 2;
    }

    private string Lead(string text, QueryName name)
    {
        var parts = name.Parts;
        var start = parts[0].Start;
        if (Place(name) == origin)
        {
            if (StaysRight(name))
                return text;
            var end = name.Leading == 1 ? parts[0].End : parts[1].End;
            return text[..start] + (name.Leading == 1 ? SnowflakeNames.Quote(to.Schema) : to.Name) + text[end..];
        }
        return name.Leading == 1 && (name.Role == NameRole.Object ? IsElsewhere : IsLookedUpElsewhere(name)) ? text[..start] + SnowflakeNames.Quote(origin.Database) + "." + text[start..] : text;
    }

    /// <summary>Its words lead to the second schema where they led to the first, for both have one name.</summary>
    private bool StaysRight(QueryName name) => origin.Schema == to.Schema && name.Parts[0].Text == origin.Schema && name.Leading < 2;

    private bool IsLookedUpElsewhere(QueryName name) => IsElsewhere && schemas.Contains(name.Parts[0].Text);

    private SchemaPlace Place(QueryName name) => name.Leading == 1 ? origin with { Schema = name.Parts[0].Text } : Place(name.Parts[0], name.Parts[1]);

    private static SchemaPlace Place(SqlWord database, SqlWord schema) => new(database.Text, schema.Text.Length == 0 ? DefaultSchema : schema.Text);
}
