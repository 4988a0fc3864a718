namespace Migration.Connectors.Snowflake.Views;

/// <summary>A query as it stands in another schema.</summary>
/// <param name="NamesSource">A name in it has a part that is the source's database or schema, whatever it stands for.</param>
/// <param name="Doubt">A name of which it can't be told where it leads, so that the query can't be used; null for none.</param>
internal sealed record LedQuery(string Text, bool NamesSource, QueryName? Doubt);
