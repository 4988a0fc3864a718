namespace Migration.Connectors.Schema;

/// <summary>A view with the text that created it.</summary>
public sealed record ViewDefinition(string Name, string Sql)
{
    /// <summary>Where the engine keeps it apart from the text.</summary>
    public string? Comment { get; init; }

    /// <summary>Only its owner may know the text: it goes into no message and no file.</summary>
    public bool IsSecure { get; init; }
}
