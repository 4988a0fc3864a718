using ApiReason = Temporalio.Api.Enums.V1.SuggestContinueAsNewReason;

namespace Temporalio.Workflows;

/// <summary>Why the service suggests to continue as new.</summary>
public enum SuggestContinueAsNewReason
{
    Unspecified = ApiReason.Unspecified,

    HistorySizeTooLarge = ApiReason.HistorySizeTooLarge,

    TooManyHistoryEvents = ApiReason.TooManyHistoryEvents,

    TooManyUpdates = ApiReason.TooManyUpdates,
}
