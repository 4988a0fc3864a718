namespace Migration.Connectors.Sqlite.Engine;

/// <summary>What a session may do with its file.</summary>
internal enum SessionMode
{
    Read,
    Write,
    /// <summary>Write, and make the file where it is missing.</summary>
    Create,
}
