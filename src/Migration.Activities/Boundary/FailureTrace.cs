using System.Text;

namespace Migration.Activities;

/// <summary>What kinds of exceptions a failure is made of and where they were thrown. Their words are left out: a driver's may repeat a row's values.</summary>
internal static class FailureTrace
{
    public static string Of(Exception failure)
    {
        var trace = new StringBuilder();
        for (Exception? part = failure; part is not null; part = part.InnerException)
        {
            trace.Append(trace.Length == 0 ? "" : "\nof ").Append(part.GetType().FullName);
            if (part.StackTrace is { } places)
                trace.Append('\n').Append(places);
        }
        return trace.ToString();
    }
}
