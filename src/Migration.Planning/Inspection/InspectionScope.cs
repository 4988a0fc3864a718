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

    /// <summary>Runs a step; a failure that a person must mend becomes a problem, one that passes is thrown on for a retry.</summary>
    public async Task<T?> TryAsync<T>(string path, string fix, Func<Task<T>> step)
    {
        try
        {
            return await step();
        }
        catch (MigrationException e) when (!e.IsTransient)
        {
            Add(path, e.Code, e.Message, fix);
            return default;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Source is not null) await Source.DisposeAsync();
        if (Target is not null) await Target.DisposeAsync();
    }
}
