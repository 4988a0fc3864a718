using System.Text.Json.Nodes;
using Google.Protobuf;
using Temporalio.Api.History.V1;

namespace Temporalio.Common;

/// <summary>All events of a workflow run, for replay and for keeping.</summary>
public record WorkflowHistory(string Id, IReadOnlyCollection<HistoryEvent> Events)
{
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    /// <summary>Protobuf JSON, as the command line tool and the web interface export it.</summary>
    public string ToJson() => JsonFormatter.Default.Format(new History { Events = { Events } });

    public void ToJson(TextWriter writer) =>
        JsonFormatter.Default.Format(new History { Events = { Events } }, writer);

    /// <summary>Reads exported history, also with the short enum names that older tools wrote.</summary>
    public static WorkflowHistory FromJson(string workflowId, string json)
    {
        if (JsonNode.Parse(json) is not JsonObject history)
            throw new ArgumentException("A history must be a JSON object with a list of events", nameof(json));
        ProtoEnumNames.Complete(history, History.Descriptor);
        return new(workflowId, Parser.Parse<History>(history.ToJsonString()).Events);
    }
}
