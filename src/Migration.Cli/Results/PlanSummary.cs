using Migration.Core.Plans;

namespace Migration.Cli.Results;

/// <summary>One stored plan in a list.</summary>
/// <param name="Tables">How many it names; 0 means all of the schema.</param>
/// <param name="Readable">False where the file is broken; `plan validate` says how.</param>
internal sealed record PlanSummary(string Id, string Name, string Source, string Target, int Tables, bool Readable, string Path)
{
    public static PlanSummary Of(string id, PlanStore store) => store.Load(id).Value is { } plan
        ? new(id, plan.Name, Place(plan.SourceDatabase, plan.SourceSchema), Place(plan.TargetDatabase, plan.TargetSchema), plan.Tables.Count, true, store.PathOf(id))
        : new(id, "", "", "", 0, false, store.PathOf(id));

    private static string Place(string database, string schema) => schema.Length == 0 ? database : $"{database}.{schema}";
}
