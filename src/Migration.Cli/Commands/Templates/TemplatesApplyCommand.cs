using System.CommandLine;
using Migration.Cli.Commands.Plan;
using Migration.Cli.Session;

namespace Migration.Cli.Commands.Templates;

/// <summary><c>migrate templates apply</c>: <c>migrate plan create</c> with the template first.</summary>
internal static class TemplatesApplyCommand
{
    public static Command Build(CommandSetup setup)
    {
        var template = new Argument<string>("template-id") { Description = "The template, as `templates list` names it" };
        var name = new Option<string?>("--name") { Description = "What to call the plan (default: the template's id)", HelpName = "NAME" };
        var options = new PlanCreateOptions();
        var command = options.AddCommonTo(new Command("apply", "Create a migration plan of a template").With(template, name));
        return setup.Runs(command, (session, cancel) =>
            PlanCreateCommand.RunAsync(session, options.Request(session, session.Get(name) ?? session.Get(template), session.Get(template)), cancel));
    }
}
