using Migration.Connectors.Comparison;
using Migration.Connectors.Tables;
using Migration.Core.Plans;

namespace Migration.Conformance;

/// <summary>Both sides of a table are compared once more, whatever has become of its execution, from every engine to every other.</summary>
public sealed class ProofTests : IDisposable
{
    private readonly TestDatabases _databases = new();

    public void Dispose() => _databases.Dispose();

    [SkippableTheory]
    [MemberData(nameof(Engines.PairsOfOneCase), MemberType = typeof(Engines))]
    public async Task RowsThatDiffer_AreNamedWithTheirColumns(string source, string target)
    {
        var run = Make(source, target);
        await run.RunAsync();
        _databases.Execute("target", "UPDATE t SET v = 'other' WHERE id = 250; DELETE FROM t WHERE id = 7; INSERT INTO t VALUES (1000, 1, 'extra')");

        var proof = await ProveAsync(run);

        Assert.Equal(TableVerdict.Different, proof.Verdict);
        var rows = proof.Mismatches.SelectMany(mismatch => mismatch.Rows).ToList();
        Assert.Equal(
            [(DifferenceKind.Missing, "7", ""), (DifferenceKind.Different, "250", "v"), (DifferenceKind.Extra, "1000", "")],
            rows.Select(row => (row.Kind, row.Key, string.Join(' ', row.Cells.Select(cell => cell.Column)).ToLowerInvariant())));
    }

    [SkippableTheory]
    [MemberData(nameof(Engines.PairsOfOneCase), MemberType = typeof(Engines))]
    public async Task HalfACopy_IsComparedAsFarAsItWent(string source, string target)
    {
        var run = Make(source, target);
        await run.PrepareAsync();
        await run.CopyAsync(TimeSpan.Zero);

        var half = await ProveAsync(run, isComplete: false);
        _databases.Execute("target", "UPDATE t SET n = -1 WHERE id = 3");
        var changed = await ProveAsync(run, isComplete: false);

        Assert.Equal((TableVerdict.Equal, 300L, 100L, 100L), (half.Verdict, half.SourceRows, half.CopiedRows, half.TargetRows));
        Assert.Equal(TableVerdict.Different, changed.Verdict);
    }

    [SkippableTheory]
    [MemberData(nameof(Engines.PairsOfOneCase), MemberType = typeof(Engines))]
    public async Task WithoutALedger_TheTablesAreComparedAsTheyAre(string source, string target)
    {
        var run = Make(source, target);
        await run.RunAsync();
        await DiscardAsync(run);

        var equal = await ProveAsync(run);
        _databases.Execute("target", "UPDATE t SET n = -1 WHERE id = 299");
        var changed = await ProveAsync(run);
        var untold = await ProveAsync(run, isOwned: false);

        Assert.Equal((TableVerdict.Equal, 300L, 300L), (equal.Verdict, equal.SourceRows, equal.TargetRows));
        Assert.Equal((TableVerdict.Different, "299"), (changed.Verdict, Assert.Single(changed.Mismatches.SelectMany(mismatch => mismatch.Rows)).Key));
        Assert.Equal(TableVerdict.NotComparable, untold.Verdict);
    }

    [SkippableTheory]
    [MemberData(nameof(Engines.PairsOfOneCase), MemberType = typeof(Engines))]
    public async Task WhatIsNotCompared_IsNamed(string source, string target)
    {
        var run = Make(source, target, "id INTEGER PRIMARY KEY, n INTEGER, own TEXT").With(job => job with
        {
            Table = job.Table with { Columns = [Column("id"), Column("n")] },
        });

        var afterCopy = await run.RunAsync();
        var proof = await ProveAsync(run);

        Assert.All([afterCopy, proof], validation =>
        {
            Assert.Equal(TableVerdict.Equal, validation.Verdict);
            Assert.Equal(["'own': the plan does not write it", "'v' of the source: the plan does not move it"], validation.NotCompared, StringComparer.OrdinalIgnoreCase);
        });
    }

    [SkippableTheory]
    [MemberData(nameof(Engines.PairsOfOneCase), MemberType = typeof(Engines))]
    public async Task TableTakenBack_CanNotBeCompared(string source, string target)
    {
        var run = Make(source, target, "id INTEGER PRIMARY KEY, n INTEGER, v TEXT");
        await run.RunAsync();
        await run.RollbackAsync();

        Assert.Equal(TableVerdict.NotComparable, (await ProveAsync(run)).Verdict);
    }

    private static ColumnMapping Column(string name) => new() { SourceColumn = name, TargetColumn = name };

    private TableRun Make(string source, string target, string? columnsOfTarget = null)
    {
        _databases.Make(source, "source", $"CREATE TABLE t(id INTEGER PRIMARY KEY, n INTEGER, v TEXT); INSERT INTO t VALUES {string.Join(", ", Enumerable.Range(1, 300).Select(i => $"({i}, {i * 2}, 'value {i}')"))}")
            .Make(target, "target", columnsOfTarget is null ? "" : $"CREATE TABLE t({columnsOfTarget})");
        return TableRun.Of(_databases, "t");
    }

    private static Task<TableValidation> ProveAsync(TableRun run, bool isComplete = true, bool isOwned = true) =>
        run.DoAsync(operations => operations.ProveAsync(new(isComplete, isOwned), CancellationToken.None));

    private static Task<bool> DiscardAsync(TableRun run) => run.OnTargetAsync(async target =>
    {
        await target.ReleaseAsync(CancellationToken.None);
        await target.CleanupAsync(CancellationToken.None);
        return true;
    });
}
