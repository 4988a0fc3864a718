using Temporalio.Converters;

namespace Temporalio.Activities;

/// <summary>Refuses definitions that could never be called.</summary>
internal static class ActivityShape
{
    private const string ReservedPrefix = "__temporal_";

    public static void Check(ActivityDefinition activity)
    {
        if (activity.Name is { } name && name.StartsWith(ReservedPrefix, StringComparison.Ordinal))
            throw new ArgumentException($"Activity {name}: names must not start with {ReservedPrefix}", nameof(activity));
        if (activity.Dynamic && !TakesRawValues(activity))
            throw new ArgumentException("A dynamic activity must have one parameter, an array of IRawValue", nameof(activity));
        if (activity.RequiredParameterCount > activity.ParameterTypes.Count)
            throw new ArgumentException($"Activity {activity.Name} requires more parameters than it has", nameof(activity));
        if (activity.ParameterTypes.Any(type => type.IsByRef))
            throw new ArgumentException($"Activity {activity.Name} has a ref or out parameter", nameof(activity));
    }

    private static bool TakesRawValues(ActivityDefinition activity) =>
        activity.RequiredParameterCount == 1
        && activity.ParameterTypes.Count == 1
        && activity.ParameterTypes.Single() == typeof(IRawValue[]);
}
