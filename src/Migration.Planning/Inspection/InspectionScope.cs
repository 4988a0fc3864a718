using Migration.Connectors;
using Migration.Connectors.Schema;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;

namespace Migration.Planning;

/// <summary>One inspection at work: the plan, what could be opened of its databases, and the problems so far.</summary>
internal sealed class InspectionScope(MigrationPlan plan) : IAsyncDisposable
{
    private readonly List<Problem> problems = [];

    public MigrationPlan Plan { get; } = plan;

    public IDatabase? Source { get; set; }

    public IDatabase? Target { get; set; }

    public SchemaDefinition? SourceSchema { get; set; }

    /// <summary>Null where the schema does not exist (yet), or could not be read.</summary>
    public SchemaDefinition? TargetSchema { get; set; }

    public IReadOnlyList<Problem> Problems => problems;

    public void Add(Problem problem) => problems.Add(problem);

    public void Add(string path, string code, string message, string fix, Severity severity = Severity.Error) =>
        problems.Add(new Problem(path, code, message, fix, severity));

    /// <summary>Runs a step towards one side; a failure that a person must mend becomes a problem, one that passes is thrown on for a retry.</summary>
    /// <param name="side"><c>source</c> or <c>target</c>.</param>
    public async Task<T?> TryAsync<T>(string side, Func<Task<T>> step)
    {
        try
        {
            return await step();
        }
        catch (MigrationException e) when (!e.IsTransient)
        {
            var path = e.Code == ErrorCodes.SchemaUnknown ? $"{side}Schema" : $"{side}Database";
            var (message, fix) = Split(e.Message);
            Add(path, e.Code, message, fix);
            return default;
        }
    }

    // Failures say what happened in their first sentence and what to do in the rest.
    private static (string Message, string Fix) Split(string text)
    {
        var end = text.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? (text, "Correct the plan, or the database's entry in the configuration.") : (text[..(end + 1)], text[(end + 2)..]);
    }

    public async ValueTask DisposeAsync()
    {
        if (Source is not null) await Source.DisposeAsync();
        if (Target is not null) await Target.DisposeAsync();
    }
}
