using System.CommandLine;
using System.Text.Json;
using Migration.Cli.Errors;
using Migration.Cli.Output;
using Migration.Cli.Session;
using Migration.Core.Documents;
using Migration.Core.Plans;

namespace Migration.Cli.Commands.Plan;

/// <summary><c>migrate plan show</c>: the plan as its file has it, as YAML or JSON.</summary>
internal static class PlanShowCommand
{
    public static Command Build(CommandSetup setup)
    {
        var id = CommonOptions.PlanId();
        return setup.Runs(new Command("show", "Show a plan").With(id), (session, _) =>
        {
            var plan = PlanSource.Load(session, session.Get(id));
            session.Environment.Out.WriteLine(session.Format == OutputFormat.Json
                ? JsonSerializer.Serialize(JsonElement.Parse(PlanFile.Write(plan, DocumentFormat.Json)), CliJson.Options)
                : PlanFile.Write(plan, DocumentFormat.Yaml).TrimEnd());
            return Task.FromResult(ExitCodes.Ok);
        });
    }
}
