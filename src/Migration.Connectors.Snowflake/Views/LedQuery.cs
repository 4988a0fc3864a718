namespace Migration.Connectors.Snowflake.Views;

/// <summary>A query as it stands in another schema.</summary>
/// <param name="Doubt">A name of which it can't be told where it leads, so that the query can't be used; null for none.</param>
internal sealed record LedQuery(string Text, QueryName? Doubt);
