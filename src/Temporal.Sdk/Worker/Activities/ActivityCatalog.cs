using Temporalio.Activities;
using Temporalio.Exceptions;

namespace Temporalio.Worker.Activities;

/// <summary>The activities of a worker by name.</summary>
internal sealed class ActivityCatalog
{
    private readonly Dictionary<string, ActivityDefinition> named = new(StringComparer.Ordinal);
    private readonly ActivityDefinition? dynamic;

    public ActivityCatalog(IEnumerable<ActivityDefinition> definitions)
    {
        foreach (var definition in definitions)
        {
            if (definition.Name is { } name)
            {
                if (!named.TryAdd(name, definition))
                    throw new ArgumentException($"Activity {name} is registered twice", nameof(definitions));
            }
            else
            {
                dynamic = dynamic == null
                    ? definition
                    : throw new ArgumentException("More than one dynamic activity is registered", nameof(definitions));
            }
        }
    }

    /// <summary>What there is, for messages.</summary>
    public string Names => named.Count == 0
        ? "which has no activities"
        : $"which has {string.Join(", ", named.Keys.Order(StringComparer.Ordinal))}";

    public bool Has(string type) => dynamic != null || named.ContainsKey(type);

    /// <summary>The definition for a type; the failure is worth a retry, as another worker may have it.</summary>
    public ActivityDefinition Find(string type) => named.GetValueOrDefault(type) ?? dynamic
        ?? throw new ApplicationFailureException(
            $"Activity {type} is not registered on this worker, {Names}",
            errorType: "NotFoundError");
}
