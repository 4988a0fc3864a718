using Temporalio.Activities;

namespace Temporal.Benchmarks;

public static class Echo
{
    [Activity]
    public static string Say(string text) => text;
}
