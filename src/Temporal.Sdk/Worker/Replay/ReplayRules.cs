using Temporalio.Api.Sdk.V1;

namespace Temporalio.Worker.Replay;

/// <summary>
/// The replay rules that this SDK follows, in the numbers by which Temporal's SDKs record them in a history, so that
/// another SDK replays the history by the same rules.
/// </summary>
internal static class ReplayRules
{
    // Ids and types of commands are compared; a patch upserts a search attribute; closing commands go last.
    private static readonly uint[] CoreFlags = [1, 2, 3];

    // The event loop applies everything that happened before it runs any task.
    private static readonly uint[] LanguageFlags = [2];

    internal static bool AreIn(WorkflowTaskCompletedMetadata? metadata) =>
        metadata != null && CoreFlags.All(metadata.CoreUsedFlags.Contains);

    internal static WorkflowTaskCompletedMetadata ToMetadata() => new()
    {
        CoreUsedFlags = { CoreFlags },
        LangUsedFlags = { LanguageFlags },
        SdkName = "temporal-dotnet-managed",
        SdkVersion = typeof(ReplayRules).Assembly.GetName().Version?.ToString(3) ?? "0.0.0",
    };
}
