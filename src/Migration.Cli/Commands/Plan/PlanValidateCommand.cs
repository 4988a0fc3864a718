using System.CommandLine;
using Migration.Cli.Errors;
using Migration.Cli.Output;
using Migration.Cli.Results;
using Migration.Cli.Session;
using Migration.Planning;
using Spectre.Console;

namespace Migration.Cli.Commands.Plan;

/// <summary><c>migrate plan validate</c>: every problem of a plan at once, by its rules and by its databases.</summary>
internal static class PlanValidateCommand
{
    public static Command Build(CommandSetup setup)
    {
        var id = CommonOptions.PlanId();
        return setup.Runs(new Command("validate", "Check a plan against its rules and its databases").With(id), async (session, cancel) =>
        {
            var read = PlanSource.Read(session, session.Get(id));
            var validated = read.Value is { } plan
                ? PlanValidated.Of(plan, await PlanInspection.InspectAsync(plan, Databases.Of(session), cancel), read.Problems)
                : PlanValidated.Unreadable(session.Get(id), read.Problems);
            session.Result(validated, console => Write(console, validated, session));
            return validated.Valid ? ExitCodes.Ok : ExitCodes.PlanInvalid;
        });
    }

    private static void Write(IAnsiConsole console, PlanValidated validated, CliSession session)
    {
        InspectionText.WriteTables(console, validated.Tables);
        InspectionText.WriteProblems(console, validated.Problems);
        if (!validated.Valid)
        {
            console.Line($"Plan {validated.PlanId} can't be executed: {validated.Problems.Count(problem => problem.Blocks)} problem(s) to mend.");
            return;
        }
        console.Line(
            $"Plan {validated.PlanId} is valid: {Human.Count(validated.Tables.Sum(table => table.Rows))} rows, " +
            $"about {Human.Size(validated.EstimatedBytes)}, about {Human.Duration(TimeSpan.FromSeconds(validated.EstimatedSeconds))}{InspectionText.Credits(validated.EstimatedCredits)}.");
        InspectionText.WriteAssumptions(console, validated.Assumptions);
        console.Line($"  execute: {session.Command("migrate", "execute", validated.PlanId, "--monitor")}");
    }
}
