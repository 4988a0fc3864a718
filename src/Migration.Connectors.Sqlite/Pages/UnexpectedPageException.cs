namespace Migration.Connectors.Sqlite.Pages;

/// <summary>Something in a file that this reader does not expect. It claims nothing about it: SQLite itself is asked instead.</summary>
internal sealed class UnexpectedPageException(string what) : Exception(what);
