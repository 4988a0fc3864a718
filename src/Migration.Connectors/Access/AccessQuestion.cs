using Migration.Core.Plans;

namespace Migration.Connectors.Access;

/// <summary>What a plan would do with tables of one side.</summary>
/// <param name="Schema">"" for the engine's default.</param>
public sealed record AccessQuestion(PlanSide Side, string Schema, IReadOnlyList<AccessedTable> Tables, MigrationPlan Plan)
{
    /// <summary>Both sides lie where rows need not leave the engine.</summary>
    public bool StaysWithin { get; init; }

    /// <summary>Views that it would make in a target that lacks them.</summary>
    public IReadOnlyList<string> Views { get; init; } = [];
}
