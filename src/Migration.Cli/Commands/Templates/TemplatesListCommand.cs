using System.CommandLine;
using Migration.Cli.Errors;
using Migration.Cli.Output;
using Migration.Cli.Results;
using Migration.Cli.Session;
using Migration.Core.Templates;
using Spectre.Console;

namespace Migration.Cli.Commands.Templates;

/// <summary><c>migrate templates list</c>: the templates of the product and a person's own.</summary>
internal static class TemplatesListCommand
{
    public static Command Build(CommandSetup setup)
    {
        var category = EnumOption.Create<TemplateCategory>("--category", "Only those of a category");
        return setup.Runs(new Command("list", "List the templates that plans can be made of").With(category), (session, _) =>
        {
            var templates = new TemplateStore(session.Home).All().Where(template => session.Get(category) is null || template.Category == session.Get(category)).Select(TemplateView.Of).ToList();
            session.Result(new TemplateList(templates), console => Write(console, templates, session));
            return Task.FromResult(ExitCodes.Ok);
        });
    }

    private static void Write(IAnsiConsole console, List<TemplateView> templates, CliSession session)
    {
        if (templates.Count == 0)
        {
            console.Line($"No template is of this category. `{session.Command("migrate", "templates", "list")}` shows all.");
            return;
        }
        foreach (var template in templates)
        {
            console.Line($"{template.Id}  ({template.Category}{(template.IsOwn ? ", your own" : "")})");
            console.Line($"  {template.Description}");
            foreach (var parameter in template.Parameters)
                console.Line($"    {parameter.Name}: {parameter.Type}, {(parameter.Required ? "required" : $"default {parameter.DefaultValue ?? "none"}")}{(parameter.Validation is null ? "" : $", {parameter.Validation}")}. {parameter.Description}");
        }
    }
}
