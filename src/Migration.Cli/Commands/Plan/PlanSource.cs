using Migration.Cli.Errors;
using Migration.Cli.Session;
using Migration.Core.Documents;
using Migration.Core.Plans;

namespace Migration.Cli.Commands.Plan;

/// <summary>The plan that a person means: the id of a stored one, or the path of a file.</summary>
internal static class PlanSource
{
    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

    /// <summary>The plan, or a failure that carries every problem of its file.</summary>
    public static MigrationPlan Load(CliSession session, string idOrPath) => Read(session, idOrPath).ValueOrThrow($"The plan {idOrPath}");

    /// <summary>The plan and everything wrong with its file. Only a plan that is not there is a failure.</summary>
    public static DocumentResult<MigrationPlan> Read(CliSession session, string idOrPath) =>
        IsPath(idOrPath) ? ReadFile(Path.GetFullPath(idOrPath, session.Environment.CurrentFolder)) : new PlanStore(session.Home).Load(idOrPath);

    private static bool IsPath(string text) =>
        text.Contains('/') || Extensions.Contains(Path.GetExtension(text), StringComparer.OrdinalIgnoreCase);

    private static DocumentResult<MigrationPlan> ReadFile(string path)
    {
        if (!File.Exists(path))
            throw new CliException(CliErrorCodes.FileNotFound, $"There is no plan file {path}.", "Correct the path, or name a stored plan by its id.");
        return PlanFile.Read(File.ReadAllText(path), DocumentText.FormatOf(path));
    }
}
