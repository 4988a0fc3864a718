using Migration.Connectors.Schema;
using Migration.Core.Errors;

namespace Migration.Connectors.Tables;

/// <summary>Compares a table's sides once more, whatever has become of its execution since.</summary>
internal sealed class TableProof(TableJob job, ITableSource source, ITableTarget target)
{
    /// <summary>Opens the target once more; null where one connection has to do.</summary>
    public Func<CancellationToken, Task<ITableTarget>>? OpenBeside { get; init; }

    /// <param name="inTarget">The target table as it is now.</param>
    public async Task<TableValidation> RunAsync(ProofScope scope, TableDefinition inTarget, CancellationToken cancellation)
    {
        var undo = await target.ReadUndoAsync(cancellation);
        if (undo is { Undone: true } || (undo is null && !scope.IsComplete))
            return NotComparable(undo is null ? "Nothing is known of what was copied, and not all of it was." : "The table was taken back.");
        var compared = await new TableComparison(job, source, target) { IsPartial = !scope.IsComplete, HasLedger = undo is not null, OpenBeside = OpenBeside }
            .RunAsync(job.Type != Core.Plans.MigrationType.Schema, cancellation);
        var verdict = undo is null ? WithoutLedger(compared, scope) : compared;
        return verdict with { NotCompared = [.. ColumnsLeftOut.Of(source, inTarget)] };
    }

    private static TableValidation WithoutLedger(TableValidation compared, ProofScope scope)
    {
        const string Now = "The ledger is discarded, so the tables were compared as they are now.";
        if (compared.Verdict == TableVerdict.Different && (!scope.IsOwned || compared.RejectedRows > 0))
            return NotComparable($"The tables differ, and {(scope.IsOwned ? "rows that were put aside" : "rows that the target had before")} can't be told any more. {Now}") with
            {
                SourceRows = compared.SourceRows,
                CopiedRows = compared.CopiedRows,
                RejectedRows = compared.RejectedRows,
                TargetRows = compared.TargetRows,
            };
        return compared with { Summary = $"{compared.Summary} {Now}" };
    }

    private static TableValidation NotComparable(string why) => new()
    {
        Verdict = TableVerdict.NotComparable,
        SourceRows = 0,
        CopiedRows = 0,
        TargetRows = 0,
        Code = ErrorCodes.LedgerInvalid,
        Summary = why,
    };
}
