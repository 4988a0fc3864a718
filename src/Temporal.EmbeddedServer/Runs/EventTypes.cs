using Temporalio.Api.History.V1;

namespace Temporal.EmbeddedServer.Runs;

/// <summary>The type of an event follows from which attributes it has.</summary>
internal static class EventTypes
{
    private const string Suffix = "EventAttributes";

    private static readonly Dictionary<HistoryEvent.AttributesOneofCase, EventType> Types =
        Enum.GetValues<HistoryEvent.AttributesOneofCase>()
            .Where(attributes => attributes != HistoryEvent.AttributesOneofCase.None)
            .ToDictionary(attributes => attributes, attributes => Enum.Parse<EventType>(attributes.ToString()[..^Suffix.Length]));

    public static EventType Of(HistoryEvent historyEvent) => Types[historyEvent.AttributesCase];
}
