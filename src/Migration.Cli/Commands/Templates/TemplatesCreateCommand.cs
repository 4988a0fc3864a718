using System.CommandLine;
using Migration.Cli.Commands.Plan;
using Migration.Cli.Errors;
using Migration.Cli.Output;
using Migration.Cli.Results;
using Migration.Cli.Session;
using Migration.Core.Templates;

namespace Migration.Cli.Commands.Templates;

/// <summary><c>migrate templates create</c>: keeps how a plan moves its tables as a template of a person's own.</summary>
internal static class TemplatesCreateCommand
{
    public static Command Build(CommandSetup setup)
    {
        var name = new Argument<string>("name") { Description = "What to call it; the template's id is made of it" };
        var plan = new Option<string>("--plan") { Description = "The plan that it is made of: the id of a stored one, or a path", HelpName = "PLAN", Required = true };
        var category = EnumOption.Create("--category", "Where it is listed", TemplateCategory.Custom);
        var description = new Option<string?>("--description") { Description = "What it is for", HelpName = "TEXT" };
        return setup.Runs(new Command("create", "Make a template of a plan").With(name, plan, category, description), (session, _) =>
        {
            var store = new TemplateStore(session.Home);
            var template = TemplateDraft.Of(PlanSource.Load(session, session.Get(plan)!), session.Get(name)) with
            {
                Category = session.Get(category) ?? TemplateCategory.Custom,
                Description = session.Get(description) ?? "",
            };
            store.Add(template);
            session.Result(new TemplateCreated(template.Id, template.Name, store.PathOf(template.Id)), console =>
            {
                console.Line($"Template {template.Id} created: {store.PathOf(template.Id)}");
                console.Line($"  apply: {session.Command("migrate", "templates", "apply", template.Id)} --source-database … --target-database …");
            });
            return Task.FromResult(ExitCodes.Ok);
        });
    }
}
