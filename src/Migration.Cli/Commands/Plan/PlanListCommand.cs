using System.CommandLine;
using Migration.Cli.Errors;
using Migration.Cli.Output;
using Migration.Cli.Results;
using Migration.Cli.Session;
using Migration.Core.Plans;
using Spectre.Console;

namespace Migration.Cli.Commands.Plan;

/// <summary><c>migrate plan list</c>: the stored plans, those with broken files included.</summary>
internal static class PlanListCommand
{
    public static Command Build(CommandSetup setup) =>
        setup.Runs(new Command("list", "List the stored plans"), (session, _) =>
        {
            var store = new PlanStore(session.Home);
            var plans = store.Ids().Select(id => PlanSummary.Of(id, store)).ToList();
            session.Result(new PlanList(plans), console => Write(console, plans, session));
            return Task.FromResult(ExitCodes.Ok);
        });

    private static void Write(IAnsiConsole console, List<PlanSummary> plans, CliSession session)
    {
        if (plans.Count == 0)
        {
            console.Line($"No plans yet. `{session.Command("migrate", "plan", "create")} <name> …` makes one.");
            return;
        }
        var table = Tables.Create("Plan", "Name", "From", "To", "Tables", "Readable");
        foreach (var plan in plans)
        {
            table.AddRow(
                new Text(plan.Id), new Text(plan.Name), new Text(plan.Source), new Text(plan.Target),
                new Text(plan.Tables == 0 ? "all" : Human.Count(plan.Tables)), Tables.YesNo(plan.Readable));
        }
        console.Write(table);
    }
}
