using System.Collections.Concurrent;
using Migration.Core.Problems;
using Migration.Core.Progress;
using Temporalio.Activities;
using Temporalio.Exceptions;

namespace Migration.Workflows.Tests.Running;

/// <summary>Activities that write down what was asked of them and behave as a test wants.</summary>
public sealed class FakeActivities : IMigrationActivities, ITableMigrationActivities, IRollbackCheckActivities, IProofActivities
{
    private readonly ConcurrentQueue<string> calls = new();
    private readonly ConcurrentDictionary<string, Func<Task>> behaviours = new();
    private int active;
    private int mostActive;

    public IReadOnlyList<string> Calls => [.. calls];

    /// <summary>The most copies that ran at once.</summary>
    public int MostActive => mostActive;

    public PreflightResult Preflight { get; set; } = new()
    {
        Tables =
        [
            new() { Table = new() { SourceTable = "users" }, Rows = 10, Bytes = 100 },
            new() { Table = new() { SourceTable = "orders" }, Rows = 20, Bytes = 200, DependsOn = ["users"] },
            new() { Table = new() { SourceTable = "notes" }, Rows = 30, Bytes = 300 },
        ],
        Waves = [["users", "notes"], ["orders"]],
    };

    public TargetValidation Target { get; set; } = new();

    public TargetUndo Undone { get; set; } = new();

    public TargetRelease Release { get; set; } = new();

    /// <summary>What could not be made once the tables were there.</summary>
    public IReadOnlyList<Problem> LeftOut { get; set; } = [];

    /// <summary>What came of the rules of each table.</summary>
    public IReadOnlyList<RuleResult> Rules { get; set; } = [];

    /// <summary>Waits until each of the calls was made.</summary>
    public Task UntilCalledAsync(params string[] expected) => UntilAsync(() => expected.All(Calls.Contains));

    public static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        using var glances = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!condition())
            await glances.WaitForNextTickAsync(patience.Token);
    }

    /// <summary>What a call does from now on: <c>copy users</c>, <c>claim</c>.</summary>
    public void On(string call, Func<Task> behaviour) => behaviours[call] = behaviour;

    public void Fails(string call, string code, bool transient = false) => On(call, () => throw Failure(code, transient));

    public void FailsOnce(string call, string code, bool transient = false)
    {
        var failed = 0;
        On(call, () => Interlocked.Exchange(ref failed, 1) == 0 ? throw Failure(code, transient) : Task.CompletedTask);
    }

    /// <summary>The call lasts until it is cancelled; a copy then commits and answers as ever.</summary>
    public void Lasts(string call) => On(call, UntilCancelledAsync);

    /// <summary>The call lasts until it is let go, whoever cancels it.</summary>
    public TaskCompletionSource Holds(string call)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        On(call, () => UntilLetGoAsync(gate.Task));
        return gate;
    }

    /// <summary>How many copy activities a table takes; one where nothing is said.</summary>
    public ConcurrentDictionary<string, int> Checkpoints { get; } = new();

    /// <summary>Tables whose rows are gone when they are to be finished, once.</summary>
    public ConcurrentDictionary<string, bool> Losses { get; } = new();

    /// <summary>What the last copy of each table, or of each of its shards, started with: <c>users/2</c>.</summary>
    public ConcurrentDictionary<string, TableCopyInput> Copies { get; } = new();

    public void Works(string call) => behaviours.TryRemove(call, out _);

    [Activity]
    public async Task<PreflightResult> PreflightAsync(ExecutionInput input)
    {
        await RunAsync("preflight");
        return Preflight;
    }

    [Activity]
    public Task ClaimTargetAsync(ExecutionInput input) => RunAsync("claim");

    [Activity]
    public async Task<TargetCompletion?> FinishTargetAsync(ExecutionInput input)
    {
        await RunAsync("finish target");
        return new() { Problems = LeftOut };
    }

    [Activity]
    public async Task<TargetValidation?> ValidateTargetAsync(ExecutionInput input)
    {
        await RunAsync("validate target");
        return Target;
    }

    [Activity]
    public Task RunPostActionAsync(PostActionInput input) => RunAsync($"post-action {input.Action.Name}");

    [Activity]
    public async Task<TargetUndo?> UndoTargetAsync(ExecutionInput input)
    {
        await RunAsync("undo target");
        return Undone;
    }

    [Activity]
    public async Task<TargetRelease?> ReleaseTargetAsync(ExecutionInput input)
    {
        await RunAsync("release");
        return Release;
    }

    [Activity]
    public Task DiscardUndoAsync(ExecutionInput input) => RunAsync("discard undo");

    /// <summary>The rounds that steps were of: <c>prepare users</c>.</summary>
    public ConcurrentDictionary<string, int> Rounds { get; } = new();

    [Activity]
    public async Task<TablePreparation> PrepareTableAsync(TableTask task)
    {
        Rounds[$"prepare {task.Table.SourceTable}"] = task.Round;
        await RunAsync($"prepare {task.Table.SourceTable}");
        return new() { Created = true, SourceMark = task.SourceMoment, KeyDescription = "primary key (id)", RowsTotal = RowsOf(task), BytesEstimate = 100, Shards = task.Shards };
    }

    [Activity]
    public async Task<TableCopy> CopyTableAsync(TableCopyInput input)
    {
        var table = input.Task.Shards == 1 ? input.Task.Table.SourceTable : $"{input.Task.Table.SourceTable}/{input.Shard}";
        Copies[table] = input;
        var done = true;
        Began();
        try
        {
            await RunAsync($"copy {table}");
        }
        catch (OperationCanceledException)
        {
            done = false;
        }
        finally
        {
            Interlocked.Decrement(ref active);
        }

        var ranges = (input.Since?.Ranges ?? 0) + 1;
        done &= ranges >= Checkpoints.GetValueOrDefault(table, 1);
        return new()
        {
            Checkpoint = new($"{table}#{ranges}", input.Task.Table.SourceTable, "k", ranges * 5, ranges * 50, ranges, DateTimeOffset.UnixEpoch),
            Done = done,
        };
    }

    [Activity]
    public async Task<TableCompletion?> FinishTableAsync(TableTask task)
    {
        await RunAsync($"finish {task.Table.SourceTable}");
        return new() { RowsLost = Losses.TryRemove(task.Table.SourceTable, out _) };
    }

    [Activity]
    public async Task<TableValidationResult> ValidateTableAsync(TableTask task)
    {
        await RunAsync($"validate {task.Table.SourceTable}");
        return new() { Verdict = "EQUAL", Summary = "Equal.", Rules = [.. Rules.Where(rule => rule.Table == task.Table.SourceTable)] };
    }

    [Activity]
    public async Task<TableRehearsal> RehearseTableAsync(TableTask task)
    {
        await RunAsync($"rehearse {task.Table.SourceTable}");
        return new() { Rows = 10, Bytes = 100 };
    }

    [Activity]
    public async Task<TableRollback> RollBackTableAsync(TableTask task)
    {
        Rounds[$"roll back {task.Table.SourceTable}"] = task.Round;
        await RunAsync($"roll back {task.Table.SourceTable}");
        return new() { RowsRemoved = 10, TableDropped = true };
    }

    [Activity]
    public async Task<RollbackCheckReport> CheckRollbackAsync(RollbackCheckInput input)
    {
        await RunAsync("check rollback");
        return new()
        {
            ExecutionId = input.ExecutionId,
            Tables = [.. input.Plan.Tables.Select(table => new TableRollbackCheck { Table = table.SourceTable, Possible = true, How = "drop it" })],
        };
    }

    [Activity]
    public async Task<TableValidationResult> ProveTableAsync(ProofTask task)
    {
        await RunAsync($"prove {task.Task.Table.SourceTable}");
        return new() { Verdict = Different.Contains(task.Task.Table.SourceTable) ? "DIFFERENT" : "EQUAL", Summary = "Compared." };
    }

    /// <summary>Tables whose sides differ until they are repaired.</summary>
    public ConcurrentBag<string> Different { get; private set; } = [];

    [Activity]
    public async Task<RepairCounts> RepairTableAsync(ProofTask task)
    {
        await RunAsync($"repair {task.Task.Table.SourceTable}");
        Different = [.. Different.Where(table => table != task.Task.Table.SourceTable)];
        return new(1, 2, 3);
    }

    public static ApplicationFailureException Failure(string code, bool transient = false) => Failure(code, new FailureDetails { Transient = transient });

    public static ApplicationFailureException Failure(string code, FailureDetails details) =>
        new($"It failed with {code}.", code, nonRetryable: true, details: [details]);

    private void Began()
    {
        lock (calls)
            mostActive = Math.Max(mostActive, Interlocked.Increment(ref active));
    }

    private long RowsOf(TableTask task) => Preflight.Tables.First(table => table.Table.SourceTable == task.Table.SourceTable).Rows;

    private static async Task UntilCancelledAsync()
    {
        var context = ActivityExecutionContext.Current;
        using var pulse = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await pulse.WaitForNextTickAsync(context.CancellationToken))
            context.Heartbeat();
    }

    private static async Task UntilLetGoAsync(Task gate)
    {
        var context = ActivityExecutionContext.Current;
        using var pulse = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!gate.IsCompleted && await pulse.WaitForNextTickAsync(CancellationToken.None))
            context.Heartbeat();
    }

    private Task RunAsync(string call)
    {
        calls.Enqueue(call);
        return behaviours.TryGetValue(call, out var behaviour) ? behaviour() : Task.CompletedTask;
    }
}
