namespace Migration.Core.Documents;

/// <summary>Text to tree and back, in either notation.</summary>
public static class DocumentText
{
    /// <summary>JSON for a <c>.json</c> file, YAML for any other.</summary>
    public static DocumentFormat FormatOf(string path) =>
        Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase) ? DocumentFormat.Json : DocumentFormat.Yaml;

    /// <summary>The tree, or null after a syntax problem.</summary>
    public static DocumentNode? Read(string text, DocumentFormat format, ProblemSink sink) =>
        format == DocumentFormat.Json ? JsonReader.Read(text, sink) : YamlReader.Read(text, sink);

    public static string Write(DocumentNode node, DocumentFormat format) =>
        format == DocumentFormat.Json ? JsonWriter.Write(node, indented: true) : YamlWriter.Write(node);
}
