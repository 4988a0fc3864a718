using System.CommandLine;
using Migration.Cli.Errors;
using Migration.Cli.Output;
using Migration.Cli.Results;
using Migration.Cli.Session;
using Migration.Core.Plans;
using Migration.Planning;
using Spectre.Console;

namespace Migration.Cli.Commands.Plan;

/// <summary><c>migrate plan create</c>: drafts a plan against the databases and stores it for editing and execution.</summary>
internal static class PlanCreateCommand
{
    public static Command Build(CommandSetup setup)
    {
        var options = new PlanCreateOptions();
        var command = options.AddTo(new Command("create", "Create a migration plan"));
        return setup.Runs(command, (session, cancel) => RunAsync(session, options.Request(session), cancel));
    }

    public static async Task<int> RunAsync(CliSession session, PlanDraftRequest request, CancellationToken cancel)
    {
        var draft = await PlanDraft.CreateAsync(request, Databases.Of(session), cancel);
        var store = new PlanStore(session.Home);
        var plan = store.Create(draft.Plan);
        var created = PlanCreated.Of(plan, draft.Inspection, store.PathOf(plan.Id));
        session.Result(created, console => Write(console, created, session));
        return ExitCodes.Ok;
    }

    private static void Write(IAnsiConsole console, PlanCreated created, CliSession session)
    {
        console.Line($"Plan {created.Id} created: {created.Path}");
        InspectionText.WriteTables(console, created.Tables);
        InspectionText.WriteProblems(console, created.Problems);
        console.Line($"  estimate: {Human.Size(created.EstimatedBytes)}, {Human.Duration(TimeSpan.FromSeconds(created.EstimatedSeconds))}{InspectionText.Credits(created.EstimatedCredits)}");
        InspectionText.WriteAssumptions(console, created.Assumptions);
        console.Line($"  validate: {session.Command("migrate", "plan", "validate", created.Id)}");
        console.Line($"  execute:  {session.Command("migrate", "execute", created.Id, "--monitor")}");
    }
}
