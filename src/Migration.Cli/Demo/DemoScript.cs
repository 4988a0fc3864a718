using Migration.Cli.Errors;
using Migration.Cli.Hosting;
using Migration.Cli.Output;
using Migration.Cli.Results;
using Migration.Cli.Session;
using Migration.Core.Configuration;
using Spectre.Console;

namespace Migration.Cli.Demo;

/// <summary>The specification's example from the first command to the proof. Every command that it prints is the one that runs.</summary>
internal sealed class DemoScript
{
    private const string PlanName = "user_data_migration";
    private static readonly (string Table, string Key)[] Tables = [("users", "id"), ("profiles", "user_id, kind"), ("preferences", "id")];

    private readonly CliSession _session;
    private readonly DemoFolder _folder;
    private readonly DemoShell _shell;
    private readonly IAnsiConsole _console;

    public DemoScript(CliSession session)
    {
        _session = session;
        _folder = new DemoFolder(Path.Combine(session.Home.Root, "demo"));
        _shell = new DemoShell(session.Environment, _folder, quiet: session.Format == OutputFormat.Json);
        _console = _shell.Console;
    }

    public async Task<int> RunAsync(CancellationToken cancel)
    {
        _session.Home.Create();
        using var alone = HostLock.TryTake(_folder.Root + ".lock") ?? throw new CliException(
            CliErrorCodes.HostRunning, "Another demo runs in this home.", "Wait for it, or choose another --home.");
        var clock = _session.Environment.Clock;
        var start = clock.GetTimestamp();
        var stopper = new HostStopper(new HostFiles(new HomeFolder(_folder.Root)), clock);
        await stopper.StopAsync(cancel);
        try
        {
            await PrepareAsync(cancel);
            var execution = await MigrateAsync(cancel);
            var proof = await ProveAsync(cancel);
            Finish(execution, proof, clock.GetElapsedTime(start));
            return proof.All(table => table.Equal) ? ExitCodes.Ok : ExitCodes.MigrationFailed;
        }
        finally
        {
            await stopper.StopAsync(CancellationToken.None);
        }
    }

    private async Task PrepareAsync(CancellationToken cancel)
    {
        _shell.Headline("A legacy database is made: users, profiles and preferences, with values that migrations trip over.");
        _folder.Recreate();
        await LegacyData.CreateAsync(_folder.Source, cancel);
        _console.Line($"  {_folder.Source}");
        _console.Line($"  {_folder.Configuration} names it LEGACY_DB, and the target NEW_DB.");
        _shell.ShowVariables();
    }

    private async Task<string> MigrateAsync(CancellationToken cancel)
    {
        _shell.Headline("Create a plan");
        await _shell.RunAsync(DemoCommands.Create(PlanName), cancel);
        _shell.Headline("Validate it");
        await _shell.RunAsync(["migrate", "plan", "validate", PlanName], cancel);
        _shell.Headline("Execute it and watch");
        await _shell.RunAsync(["migrate", "execute", PlanName, "--monitor", "--monitor-interval", "30s"], cancel);
        var execution = await _shell.OnlyExecutionAsync(cancel);
        _shell.Headline("Check its status");
        await _shell.RunAsync(["migrate", "status", execution], cancel);
        return execution;
    }

    private async Task<List<DemoTable>> ProveAsync(CancellationToken cancel)
    {
        _shell.Headline("Proof: rows and SHA-256 of every value on both sides, computed apart from the migration");
        var proof = new List<DemoTable>();
        foreach (var (table, key) in Tables)
        {
            var sides = await Task.WhenAll(
                Task.Run(() => DataProof.OfAsync(_folder.Source, table, key, cancel), cancel),
                Task.Run(() => DataProof.OfAsync(_folder.Target, table, key, cancel), cancel));
            proof.Add(new(table, sides[0].Rows, sides[1].Rows, sides[0].Hash, sides[1].Hash, sides[0] == sides[1]));
        }
        Show(proof);
        return proof;
    }

    private void Show(List<DemoTable> proof)
    {
        var table = Output.Tables.Create("Table", "Rows before", "Rows after", "SHA-256 before", "SHA-256 after", "Equal").RightAligned(1, 2);
        foreach (var row in proof)
        {
            table.AddRow(
                new Text(row.Name), new Text(Human.Count(row.SourceRows)), new Text(Human.Count(row.TargetRows)),
                new Text(row.SourceHash[..16] + "…"), new Text(row.TargetHash[..16] + "…"), Output.Tables.YesNo(row.Equal));
        }
        _console.Write(table);
    }

    private void Finish(string execution, List<DemoTable> proof, TimeSpan took)
    {
        if (_session.Format == OutputFormat.Json)
        {
            _session.Result(new DemoResult(execution, _folder.Root, proof.All(table => table.Equal), Math.Round(took.TotalSeconds, 1), proof), _ => { });
            return;
        }
        var moved = Human.Count(proof.Sum(table => table.TargetRows));
        _shell.Headline(proof.All(table => table.Equal)
            ? $"{moved} rows moved and proven equal; the demo took {Human.Duration(took)}. Try next:"
            : $"The two sides differ. The demo took {Human.Duration(took)}. Look closer:");
        foreach (var (why, words) in DemoCommands.Next(execution, PlanName))
            _console.Line($"  # {why}\n  {_shell.Standalone(words)}");
    }
}
