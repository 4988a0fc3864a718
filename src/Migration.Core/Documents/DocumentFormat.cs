namespace Migration.Core.Documents;

/// <summary>The notations that documents are read and written in.</summary>
public enum DocumentFormat
{
    Yaml,
    Json,
}
