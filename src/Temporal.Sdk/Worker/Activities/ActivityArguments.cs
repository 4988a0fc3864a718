using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Worker.Activities;

/// <summary>Reads a task's input into the parameters of its activity.</summary>
internal static class ActivityArguments
{
    public static async Task<object?[]> ReadAsync(
        ActivityDefinition activity, IReadOnlyCollection<Payload> input, DataConverter converter)
    {
        if (activity.Dynamic)
            return [await RawAsync(input, converter).ConfigureAwait(false)];
        if (input.Count < activity.RequiredParameterCount)
        {
            throw new ApplicationFailureException(
                $"Activity {activity.Name} was given {input.Count} arguments and requires {activity.RequiredParameterCount}");
        }
        try
        {
            // More arguments than parameters come from a newer caller and are left aside.
            return await Task.WhenAll(input.Zip(activity.ParameterTypes, converter.ToValueAsync)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not ApplicationFailureException)
        {
            throw new ApplicationFailureException($"The arguments of activity {activity.Name} can't be read", e);
        }
    }

    private static async Task<IRawValue[]> RawAsync(IEnumerable<Payload> input, DataConverter converter) =>
        await Task.WhenAll(input.Select(converter.ToValueAsync<IRawValue>)).ConfigureAwait(false);
}
