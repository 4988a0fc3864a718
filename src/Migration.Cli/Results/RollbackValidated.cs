using Migration.Workflows;

namespace Migration.Cli.Results;

/// <summary>What `migrate validate-rollback` found.</summary>
internal sealed record RollbackValidated(string ExecutionId, bool Possible, IReadOnlyList<TableRollbackValidated> Tables)
{
    public static RollbackValidated Of(RollbackCheckReport report) => new(
        report.ExecutionId,
        report.Possible,
        [.. report.Tables.Select(table => new TableRollbackValidated(
            table.Table, table.Possible, (table.Possible ? table.How : table.Why) ?? ""))]);
}
