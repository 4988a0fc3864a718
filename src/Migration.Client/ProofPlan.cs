using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Progress;
using Migration.Workflows;

namespace Migration.Client;

/// <summary>Which tables of an execution can be compared as it stands, and which not and why.</summary>
internal sealed class ProofPlan
{
    private readonly MigrationReport _report;
    private readonly MigrationPlan _plan;
    private readonly List<(TableMigration Table, TableState State, string? Excuse)> _tables;

    /// <param name="plan">With the tables that the execution found.</param>
    /// <param name="wanted">Source tables; empty means all.</param>
    public ProofPlan(MigrationReport report, MigrationPlan plan, bool isOpen, IReadOnlyList<string> wanted)
    {
        (_report, _plan) = (report, plan);
        _tables =
        [
            .. from table in Chosen(plan, wanted)
               let state = report.Tables.First(state => state.Name == table.SourceTable)
               select (table, state, Excuse(state, isOpen && report.Phase <= MigrationPhase.Copy)),
        ];
        Settled = wanted.Count == 0 && _tables.TrueForAll(table => table.State.Status is ExecutionStatus.Completed or ExecutionStatus.Skipped)
            ? [.. _tables.Where(table => table.State.Status == ExecutionStatus.Completed).Select(table => table.Table)]
            : [];
    }

    /// <summary>Tables between which something can hold: all that were moved, where every one is there.</summary>
    public IReadOnlyList<TableMigration> Settled { get; }

    public IEnumerable<ProofTask> Tasks => _tables.Where(table => table.Excuse is null).Select(table => new ProofTask
    {
        Task = TaskOf(table.Table, table.State),
        IsComplete = table.State.Stage >= TableStage.Finish,
        IsOwned = table.State.Created,
    });

    public IEnumerable<TableProof> LeftOut => _tables.Where(table => table.Excuse is not null)
        .Select(table => TableProof.Without(table.State.Name, code: null, table.Excuse!));

    private static IEnumerable<TableMigration> Chosen(MigrationPlan plan, IReadOnlyList<string> wanted)
    {
        foreach (var name in wanted)
            if (!plan.Tables.Any(table => IsNamed(table, name)))
                throw new MigrationException(ErrorCodes.TableUnknown, $"The execution has no table '{name}'.");
        return plan.Tables.Where(table => wanted.Count == 0 || wanted.Any(name => IsNamed(table, name)));
    }

    private static bool IsNamed(TableMigration table, string name) => table.SourceTable.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <param name="copies">The execution is one whose tables may be copied at any moment.</param>
    private static string? Excuse(TableState state, bool copies) => state switch
    {
        { Written: false } => $"Nothing of the execution is in the table: it is {StatusNames.Of(state.Status)}.",
        { Status: ExecutionStatus.Running } => "The table is at work. Wait until it is done, or pause the execution.",
        { Status: ExecutionStatus.Pending } when copies => "The table is about to be worked on. Wait until it is done, or pause the execution.",
        _ => null,
    };

    private TableTask TaskOf(TableMigration table, TableState state) => TableTask.Of(_report.ExecutionId, _plan, table) with
    {
        Validations = TableTask.RulesOf(_plan, table),
        SourceMark = state.SourceMark,
        // Once all is over, whoever asks means the source as it has become.
        ReadsNow = state.Status == ExecutionStatus.Completed,
        Round = state.Round,
    };
}
