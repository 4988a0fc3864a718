using Migration.Core.Configuration;
using Migration.Core.Documents;
using Migration.Core.Errors;
using Migration.Core.Problems;

namespace Migration.Core.Plans;

/// <summary>The plans of this machine, one YAML file each, for people to edit. Safe for several processes at once: a file is replaced whole or not at all.</summary>
public sealed class PlanStore(HomeFolder home)
{
    private const string Extension = ".yaml";

    private const int MostAttempts = 10_000;

    public string PathOf(string id) => Path.Combine(home.Plans, id + Extension);

    /// <summary>Ids in order; a file whose name can't be an id is none of ours.</summary>
    public IReadOnlyList<string> Ids() => !Directory.Exists(home.Plans)
        ? []
        : [.. Directory.EnumerateFiles(home.Plans, "*" + Extension)
            .Select(Path.GetFileNameWithoutExtension)
            .OfType<string>()
            .Where(PlanId.IsValid)
            .Order(StringComparer.Ordinal)];

    /// <summary>The plan, or every problem of its file.</summary>
    /// <exception cref="MigrationException">PLAN_NOT_FOUND.</exception>
    public DocumentResult<MigrationPlan> Load(string id)
    {
        if (!PlanId.IsValid(id) || !File.Exists(PathOf(id))) throw NotFound(id);
        var sink = new ProblemSink(ProblemCodes.Plan);
        var text = DocumentFile.ReadText(PathOf(id), sink);
        if (text is null) return new(null, sink.Problems);
        var result = PlanFile.Read(text, DocumentFormat.Yaml);
        return result.Value is { } plan && plan.Id != id ? new(null, [.. result.Problems, Misnamed(plan.Id, id)]) : result;
    }

    /// <summary>Stores a new plan. Its id is made of its name: a name that is taken gets -2, -3 and so on.</summary>
    /// <returns>The plan with the id that it got.</returns>
    public MigrationPlan Create(MigrationPlan plan)
    {
        var slug = PlanId.Of(plan.Name);
        for (var attempt = 1; attempt < MostAttempts; attempt++)
        {
            var named = plan with { Id = attempt == 1 ? slug : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{slug}-{attempt}") };
            if (TryAdd(named)) return named;
        }

        throw new MigrationException(ErrorCodes.PlanExists, $"Plans from {slug} to {slug}-{MostAttempts - 1} exist already. Choose another name.");
    }

    /// <summary>Stores a plan under the id that it has.</summary>
    /// <exception cref="MigrationException">PLAN_EXISTS where there is one and it is not to be replaced.</exception>
    public void Save(MigrationPlan plan, bool replace)
    {
        if (!PlanId.IsValid(plan.Id))
            throw new MigrationException(ErrorCodes.PlanInvalidValue, $"'{plan.Id}' is not a plan id. {PlanId.Rule}");
        if (replace) Write(plan, overwrite: true);
        else if (!TryAdd(plan))
            throw new MigrationException(ErrorCodes.PlanExists, $"A plan {plan.Id} exists already. Choose another id, or replace it.");
    }

    private bool TryAdd(MigrationPlan plan)
    {
        if (File.Exists(PathOf(plan.Id))) return false;
        try
        {
            Write(plan, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(PathOf(plan.Id)))
        {
            // Another process took the id between the look and the move.
            return false;
        }
    }

    private void Write(MigrationPlan plan, bool overwrite)
    {
        try
        {
            home.Create();
            DocumentFile.WriteText(PathOf(plan.Id), PlanFile.Write(plan, DocumentFormat.Yaml), overwrite);
        }
        catch (Exception e) when (e is UnauthorizedAccessException || (e is IOException && !File.Exists(PathOf(plan.Id))))
        {
            throw new MigrationException(ErrorCodes.HomeUnusable, $"The plan can't be stored in {home.Plans}: {e.Message} Check the folder's permissions and free space, or set {HomeFolder.Variable}.", inner: e);
        }
    }

    private MigrationException NotFound(string id)
    {
        var ids = Ids();
        var fix = ids.Count == 0 ? "Create one with: migrate plan create <name>." : Suggestion.Sentence(id, ids);
        return new MigrationException(ErrorCodes.PlanNotFound, $"There is no plan '{id}'. {fix}");
    }

    private static Problem Misnamed(string found, string expected) =>
        new("id", ErrorCodes.PlanContradiction, $"The file says id '{found}' and is named {expected}{Extension}.", $"Set id to {expected}, or rename the file.");
}
