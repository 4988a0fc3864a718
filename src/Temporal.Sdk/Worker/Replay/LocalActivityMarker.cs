using System.Text.Json;
using System.Text.Json.Serialization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Worker.Replay;

/// <summary>The end of a local activity as history keeps it, in the form that every Temporal SDK reads.</summary>
internal sealed record LocalActivityMarker(LocalActivityMarkerData Data, Payload? Result, Failure? Failure)
{
    internal const string Name = "core_local_activity";
    internal const string DataKey = "data";
    private const string ResultKey = "result";

    internal static LocalActivityMarker? From(HistoryEvent e)
    {
        if (e.EventType != EventType.MarkerRecorded || e.MarkerRecordedEventAttributes.MarkerName != Name)
            return null;
        var marker = e.MarkerRecordedEventAttributes;
        if (!marker.Details.TryGetValue(DataKey, out var data) || data.Payloads_.Count == 0)
            throw new InvalidOperationException($"Event {e.EventId} is the marker of a local activity and lacks its data");
        return new(
            JsonSerializer.Deserialize<LocalActivityMarkerData>(data.Payloads_[0].Data.Span)!,
            marker.Details.TryGetValue(ResultKey, out var result) ? result.Payloads_.FirstOrDefault() : null,
            marker.Failure);
    }

    internal RecordMarkerCommandAttributes ToAttributes()
    {
        var data = new Payload { Data = ByteString.CopyFrom(JsonSerializer.SerializeToUtf8Bytes(Data)) };
        data.Metadata["encoding"] = ByteString.CopyFromUtf8("json/plain");
        var attributes = new RecordMarkerCommandAttributes
        {
            MarkerName = Name,
            Details = { [DataKey] = new() { Payloads_ = { data } } },
            Failure = Failure,
        };
        if (Result != null)
            attributes.Details[ResultKey] = new() { Payloads_ = { Result } };
        return attributes;
    }
}

/// <summary>The part of the marker that says which activity ended, and when.</summary>
internal sealed record LocalActivityMarkerData(
    [property: JsonPropertyName("seq")] uint Sequence,
    [property: JsonPropertyName("attempt")] int Attempt,
    [property: JsonPropertyName("activity_id")] string ActivityId,
    [property: JsonPropertyName("activity_type")] string ActivityType,
    [property: JsonPropertyName("complete_time")] MarkerTime? CompleteTime,
    [property: JsonPropertyName("backoff")] MarkerTime? Backoff,
    [property: JsonPropertyName("original_schedule_time")] MarkerTime? OriginalScheduleTime);

/// <summary>A point in time or a length of time, as the marker writes both.</summary>
internal sealed record MarkerTime(
    [property: JsonPropertyName("seconds")] long Seconds, [property: JsonPropertyName("nanos")] int Nanos)
{
    internal static MarkerTime? Of(DateTimeOffset? time) =>
        time is { } set && Timestamp.FromDateTimeOffset(set) is var proto ? new(proto.Seconds, proto.Nanos) : null;

    internal static MarkerTime? Of(TimeSpan? time) =>
        time is { } set && Duration.FromTimeSpan(set) is var proto ? new(proto.Seconds, proto.Nanos) : null;

    internal DateTimeOffset ToTime() => new Timestamp { Seconds = Seconds, Nanos = Nanos }.ToDateTimeOffset();

    internal TimeSpan ToTimeSpan() => new Duration { Seconds = Seconds, Nanos = Nanos }.ToTimeSpan();
}
