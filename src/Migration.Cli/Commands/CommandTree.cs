using System.CommandLine;
using Migration.Cli.Commands.Comparison;
using Migration.Cli.Commands.Execution;
using Migration.Cli.Commands.Plan;
using Migration.Cli.Commands.Server;
using Migration.Cli.Commands.Templates;
using Migration.Cli.Session;

namespace Migration.Cli.Commands;

/// <summary>All commands.</summary>
internal static class CommandTree
{
    public static RootCommand Build(CliEnvironment environment)
    {
        var globals = new GlobalOptions();
        var setup = new CommandSetup(environment, globals);
        var root = new RootCommand("Moves data between databases: planned, verified, resumable, undoable.");
        globals.AddTo(root);
        root.Subcommands.Add(Migrate(setup));
        root.Subcommands.Add(Server(setup));
        root.Subcommands.Add(Group("worker", "Run a worker beside a Temporal service", WorkerRunCommand.Build(setup)));
        root.Subcommands.Add(DemoCommand.Build(setup));
        return root;
    }

    private static Command Migrate(CommandSetup setup) => Group(
        "migrate",
        "Plan, execute and steer migrations",
        Group(
            "plan",
            "Write and check migration plans",
            PlanCreateCommand.Build(setup),
            PlanValidateCommand.Build(setup),
            PlanListCommand.Build(setup),
            PlanShowCommand.Build(setup)),
        Group(
            "templates",
            "Ways to move tables that plans are made of",
            TemplatesListCommand.Build(setup),
            TemplatesCreateCommand.Build(setup),
            TemplatesApplyCommand.Build(setup)),
        DiffCommand.Build(setup),
        ExecuteCommand.Build(setup),
        StatusCommand.Build(setup),
        ListCommand.Build(setup),
        PauseCommand.Build(setup),
        ResumeCommand.Build(setup),
        CancelCommand.Build(setup),
        RollbackCommand.Build(setup),
        ValidateCommand.Build(setup),
        RepairCommand.Build(setup),
        ValidateRollbackCommand.Build(setup),
        FinalizeCommand.Build(setup),
        RetryCommand.Build(setup),
        TuneCommand.Build(setup),
        RejectsCommand.Build(setup),
        SkipCommand.Build(setup));

    private static Command Server(CommandSetup setup) => Group(
        "server",
        "The embedded host: Temporal server and worker in one process",
        ServerRunCommand.Build(setup),
        ServerStartCommand.Build(setup),
        ServerStopCommand.Build(setup),
        ServerStatusCommand.Build(setup));

    private static Command Group(string name, string description, params Command[] members)
    {
        var group = new Command(name, description);
        foreach (var member in members)
            group.Subcommands.Add(member);
        return group;
    }
}
