using System.CommandLine;
using Migration.Cli.Commands.Plan;
using Migration.Cli.Errors;
using Migration.Cli.Monitor;
using Migration.Cli.Output;
using Migration.Cli.Results;
using Migration.Cli.Session;
using Migration.Core.Plans;
using Migration.Core.Validation;
using Spectre.Console;

namespace Migration.Cli.Commands.Execution;

/// <summary><c>migrate execute</c>: starts an execution of a plan and returns at once, or watches it with --monitor.</summary>
internal static class ExecuteCommand
{
    public static Command Build(CommandSetup setup)
    {
        var planId = CommonOptions.PlanId();
        var dryRun = new Option<bool>("--dry-run") { Description = "Read, transform and check everything; write nothing" };
        var monitor = new MonitorOptions();
        var command = monitor.AddTo(new Command("execute", "Execute a migration plan").With(planId, dryRun));
        return setup.Runs(command, async (session, cancel) =>
        {
            var plan = Checked(session, session.Get(planId), session.Get(dryRun));
            var client = await MigrationConnection.OpenForWorkAsync(session, cancel);
            var id = await client.StartAsync(plan, Operator.Name, cancel);
            var started = new ExecutionStarted(id, plan.Id, plan.Configuration.DryRun);
            if (!session.Get(monitor.Monitor))
            {
                session.Result(started, console => Write(console, started, session));
                return ExitCodes.Ok;
            }
            if (session.Format == OutputFormat.Text)
                session.Remark($"Execution {id} started.");
            return await new ExecutionMonitor(session, client).RunAsync(id, monitor.IntervalOf(session), cancel);
        });
    }

    private static MigrationPlan Checked(CliSession session, string idOrPath, bool dryRun)
    {
        var plan = PlanSource.Load(session, idOrPath);
        if (dryRun)
            plan = plan with { Configuration = plan.Configuration with { DryRun = true } };
        var problems = PlanValidator.Validate(plan);
        return problems.Any(problem => problem.Blocks) ? throw new Core.Problems.ProblemsException($"The plan {plan.Id}", problems) : plan;
    }

    private static void Write(IAnsiConsole console, ExecutionStarted started, CliSession session)
    {
        console.Line($"Execution {started.ExecutionId} started.");
        console.Line($"  status:  {session.Command("migrate", "status", started.ExecutionId)}");
        console.Line($"  watch:   {session.Command("migrate", "status", started.ExecutionId, "--monitor")}");
        console.Line($"  pause:   {session.Command("migrate", "pause", started.ExecutionId)}");
    }
}
