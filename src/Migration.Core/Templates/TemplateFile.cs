using Migration.Core.Documents;
using Migration.Core.Templates.Documents;

namespace Migration.Core.Templates;

/// <summary>Templates as YAML text: strict, with every problem at once.</summary>
public static class TemplateFile
{
    public static DocumentResult<PlanTemplate> Read(string text)
    {
        var sink = new ProblemSink(ProblemCodes.Plan);
        var node = DocumentText.Read(text, DocumentFormat.Yaml, sink);
        var template = node is null ? null : MapReader.Read(node, DocumentPath.Root, sink, TemplateDocument.Read);
        return new DocumentResult<PlanTemplate>(sink.Blocks ? null : template, sink.Problems);
    }

    /// <summary>Text that reads back to an equal template.</summary>
    public static string Write(PlanTemplate template) => DocumentText.Write(TemplateDocument.Write(template), DocumentFormat.Yaml);
}
