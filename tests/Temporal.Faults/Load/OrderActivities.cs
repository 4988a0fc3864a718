using Temporalio.Activities;

namespace Temporal.Faults.Load;

public static class OrderActivities
{
    [Activity]
    public static int Square(int number) => number * number;

    /// <summary>Left open: the campaign completes it from outside.</summary>
    [Activity]
    public static string Outside() => throw new CompleteAsyncException();
}
