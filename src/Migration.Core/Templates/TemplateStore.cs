using System.Reflection;
using Migration.Core.Configuration;
using Migration.Core.Documents;
using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Core.Templates;

/// <summary>The templates that come with the product, and those that a person keeps in the home folder, one YAML file each.</summary>
public sealed class TemplateStore(HomeFolder home)
{
    private const string Extension = ".yaml";

    private static readonly Lazy<IReadOnlyList<PlanTemplate>> s_builtIn = new(ReadBuiltIn);

    public static IReadOnlyList<PlanTemplate> BuiltIn => s_builtIn.Value;

    public string PathOf(string id) => Path.Combine(home.Templates, id + Extension);

    public static bool IsBuiltIn(string id) => BuiltIn.Any(template => template.Id == id);

    /// <summary>All in the order of their ids, those of the product first.</summary>
    /// <exception cref="Problems.ProblemsException">A file of a person's own is broken.</exception>
    public IReadOnlyList<PlanTemplate> All() => [.. BuiltIn, .. OwnIds().Select(ReadOwn)];

    /// <exception cref="MigrationException">TEMPLATE_NOT_FOUND.</exception>
    public PlanTemplate Load(string id)
    {
        if (BuiltIn.FirstOrDefault(template => template.Id == id) is { } builtIn) return builtIn;
        var ids = OwnIds();
        return ids.Contains(id) ? ReadOwn(id) : throw new MigrationException(
            ErrorCodes.TemplateNotFound, $"There is no template '{id}'. {Suggestion.Sentence(id, [.. BuiltIn.Select(template => template.Id), .. ids])}");
    }

    /// <summary>Stores a new template of a person's own.</summary>
    /// <exception cref="MigrationException">TEMPLATE_EXISTS.</exception>
    public void Add(PlanTemplate template)
    {
        if (IsBuiltIn(template.Id) || File.Exists(PathOf(template.Id)))
            throw new MigrationException(ErrorCodes.TemplateExists, $"A template '{template.Id}' exists already. Choose another name{(IsBuiltIn(template.Id) ? "" : $", or delete {PathOf(template.Id)}")}.");
        try
        {
            home.Create();
            DocumentFile.WriteText(PathOf(template.Id), TemplateFile.Write(template), overwrite: false);
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            throw new MigrationException(ErrorCodes.HomeUnusable, $"The template can't be stored in {home.Templates}: {failure.Message} Check the folder's permissions and free space, or set {HomeFolder.Variable}.", inner: failure);
        }
    }

    private IReadOnlyList<string> OwnIds() => !Directory.Exists(home.Templates)
        ? []
        : [.. Directory.EnumerateFiles(home.Templates, "*" + Extension).Select(Path.GetFileNameWithoutExtension).OfType<string>()
            .Where(id => PlanId.IsValid(id) && !IsBuiltIn(id)).Order(StringComparer.Ordinal)];

    private PlanTemplate ReadOwn(string id)
    {
        var sink = new ProblemSink(ProblemCodes.Plan);
        var text = DocumentFile.ReadText(PathOf(id), sink);
        var read = text is null ? new DocumentResult<PlanTemplate>(null, sink.Problems) : TemplateFile.Read(text);
        // The file's name is what it is called by, so that a copy of a file is another template.
        return read.ValueOrThrow($"The template {PathOf(id)}") with { Id = id };
    }

    private static IReadOnlyList<PlanTemplate> ReadBuiltIn()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames().Where(name => name.EndsWith(".template.yaml", StringComparison.Ordinal)).Select(name =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return TemplateFile.Read(reader.ReadToEnd()).ValueOrThrow(name);
        }).OrderBy(template => template.Id, StringComparer.Ordinal)];
    }
}
