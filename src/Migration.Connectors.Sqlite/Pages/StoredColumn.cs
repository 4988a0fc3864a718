namespace Migration.Connectors.Sqlite.Pages;

/// <summary>A column of a table as its records have it.</summary>
/// <param name="IsRowId">The record has NULL in its place.</param>
/// <param name="IsReal">The record may have a whole number in its place, which is read as a real one.</param>
/// <param name="NotNull">A NULL in its place is for SQLite to judge.</param>
internal readonly record struct StoredColumn(bool IsRowId, bool IsReal, bool NotNull);
