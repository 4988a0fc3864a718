namespace Migration.Connectors.Snowflake.Views;

/// <summary>A name of a query.</summary>
/// <param name="Parts">What stands between its dots; without text where a database's two dots leave the schema out.</param>
internal sealed record QueryName(NameRole Role, IReadOnlyList<SqlWord> Parts)
{
    /// <summary>The parts that lead to a schema.</summary>
    public int Leading => Parts.Count - (Role == NameRole.Column ? 2 : 1);

    public override string ToString() => string.Join('.', Parts.Select(part => part.Text));
}
