using Migration.Planning;

namespace Migration.Cli.Results;

/// <summary>One table of a plan as its databases show it.</summary>
/// <param name="Name">The source table.</param>
/// <param name="Target">The target table.</param>
/// <param name="Rows">Rows that will move.</param>
/// <param name="Bytes">About how many bytes they hold.</param>
/// <param name="TargetExists">False where the migration creates the table.</param>
/// <param name="DependsOn">Tables of the plan that arrive earlier.</param>
internal sealed record PlanTable(string Name, string Target, long Rows, long Bytes, bool TargetExists, IReadOnlyList<string> DependsOn)
{
    public static PlanTable Of(InspectedTable table) => new(
        table.Table.SourceTable, table.Table.Target, table.Rows, table.Bytes, table.TargetExists, table.DependsOn);
}
