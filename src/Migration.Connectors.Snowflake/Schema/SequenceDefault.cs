using Migration.Connectors.Snowflake.Views;

namespace Migration.Connectors.Snowflake.Schema;

/// <summary>A default that takes the next number of a sequence.</summary>
/// <param name="Name">Stored.</param>
internal sealed record SequenceDefault(SchemaPlace Place, string Name)
{
    private const string Next = "NEXTVAL";

    /// <param name="place">Where a name that lacks database or schema is looked up.</param>
    /// <returns>Null where the default is anything else.</returns>
    public static SequenceDefault? Of(string expression, SchemaPlace place)
    {
        var words = SqlWords.Of(expression) ?? [];
        var names = words.Where((_, at) => at % 2 == 0).ToList();
        if (words.Count % 2 == 0 || !names.TrueForAll(word => word.IsName) || !words.Where((_, at) => at % 2 == 1).All(word => word.Is(".")) || !names[^1].Is(Next))
            return null;
        return names.Select(word => word.Text).ToList() switch
        {
            [var database, var schema, var name, _] => new(new(database, schema), name),
            [var schema, var name, _] => new(place with { Schema = schema }, name),
            [var name, _] => new(place, name),
            _ => null,
        };
    }

    /// <summary>As a default.</summary>
    public string Write() => $"{Place.Of(Name)}.{Next}";
}
