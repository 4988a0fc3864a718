namespace Migration.Connectors.Tables;

/// <summary>A column on its way, with the SQL that gives its value at the source.</summary>
public sealed record MappedExpression(MappedColumn Column, string Sql);
