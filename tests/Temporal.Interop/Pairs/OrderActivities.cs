using Temporalio.Activities;
using Temporalio.Exceptions;

namespace Temporal.Interop.Pairs;

public static class OrderActivities
{
    /// <summary>Fails once, so that a retry is part of every order.</summary>
    [Activity]
    public static int Price(string item) => ActivityExecutionContext.Current.Info.Attempt == 1
        ? throw new ApplicationFailureException("The first attempt fails.")
        : item.Length;
}
