namespace Migration.Connectors.Sqlite.Schema;

/// <summary>A piece of an SQL text, spaces and comments left out.</summary>
/// <param name="Depth">Parentheses open before it; an opening one and its closing one have the same depth.</param>
internal readonly record struct SqlToken(SqlTokenKind Kind, int Start, int Length, int Depth)
{
    public int End => Start + Length;
}
