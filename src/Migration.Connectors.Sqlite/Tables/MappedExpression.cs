using Migration.Connectors.Tables;

namespace Migration.Connectors.Sqlite.Tables;

/// <summary>A column on its way, with the SQL that gives its value at the source.</summary>
internal sealed record MappedExpression(MappedColumn Column, string Sql);
