using Migration.Core.Documents;
using Migration.Core.Plans.Documents;

namespace Migration.Core.Plans;

/// <summary>Plans as YAML and JSON text: strict, with every problem at once. Rules over a whole plan are <see cref="Validation.PlanValidator"/>'s.</summary>
public static class PlanFile
{
    public static DocumentResult<MigrationPlan> Read(string text, DocumentFormat format)
    {
        var sink = new ProblemSink(ProblemCodes.Plan);
        var node = DocumentText.Read(text, format, sink);
        var plan = node is null ? null : MapReader.Read(node, DocumentPath.Root, sink, PlanDocument.Read);
        return new DocumentResult<MigrationPlan>(sink.Blocks ? null : plan, sink.Problems);
    }

    /// <summary>Text that reads back to an equal plan.</summary>
    public static string Write(MigrationPlan plan, DocumentFormat format) =>
        DocumentText.Write(PlanDocument.Write(plan), format);
}
