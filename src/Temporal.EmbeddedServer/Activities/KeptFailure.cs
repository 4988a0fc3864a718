using Temporal.EmbeddedServer.Runs;
using Temporalio.Api.Failure.V1;

namespace Temporal.EmbeddedServer.Activities;

/// <summary>The failure of an attempt is kept for the next one, without what makes it large.</summary>
internal static class KeptFailure
{
    public static Failure Of(Failure failure)
    {
        if (failure.CalculateSize() <= Limits.KeptFailureBytes)
        {
            return failure.Clone();
        }

        var kept = new Failure { Message = Cut(failure.Message), Source = Cut(failure.Source), StackTrace = Cut(failure.StackTrace) };
        if (failure.ApplicationFailureInfo is { } info)
        {
            kept.ApplicationFailureInfo = new() { Type = Cut(info.Type), NonRetryable = info.NonRetryable };
        }
        else
        {
            kept.ServerFailureInfo = new();
        }

        return kept;
    }

    private static string Cut(string text) => text.Length > 1000 ? text[..1000] : text;
}
