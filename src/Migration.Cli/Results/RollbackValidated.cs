using Migration.Workflows;

namespace Migration.Cli.Results;

/// <summary>What `migrate validate-rollback` found.</summary>
internal sealed record RollbackValidated(string ExecutionId, bool Possible, IReadOnlyList<TableRollbackValidated> Tables)
{
    public static RollbackValidated Of(RollbackCheckReport report) => new(
        report.ExecutionId,
        report.Possible,
        [.. report.Tables.Select(table => new TableRollbackValidated(
            table.Table, table.Possible, Explain(table), table.RowsOfOthers))]);

    private static string Explain(TableRollbackCheck table)
    {
        var explanation = (table.Possible ? table.How : table.Why) ?? "";
        return table.RowsOfOthers == 0
            ? explanation
            : $"{explanation}. WARNING: {table.RowsOfOthers} row(s) that this execution did not write go with it";
    }
}
