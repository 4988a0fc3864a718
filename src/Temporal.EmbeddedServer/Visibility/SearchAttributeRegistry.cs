using System.Collections.Frozen;
using Google.Protobuf;
using Temporal.EmbeddedServer.Runs;

namespace Temporal.EmbeddedServer.Visibility;

/// <summary>The search attributes that exist: Temporal's own, and the registered ones.</summary>
internal sealed class SearchAttributeRegistry(IEnumerable<KeyValuePair<string, IndexedValueType>> custom)
{
    public static readonly FrozenDictionary<string, IndexedValueType> System = new Dictionary<string, IndexedValueType>
    {
        ["WorkflowId"] = IndexedValueType.Keyword,
        ["RunId"] = IndexedValueType.Keyword,
        ["WorkflowType"] = IndexedValueType.Keyword,
        ["StartTime"] = IndexedValueType.Datetime,
        ["ExecutionTime"] = IndexedValueType.Datetime,
        ["CloseTime"] = IndexedValueType.Datetime,
        ["ExecutionStatus"] = IndexedValueType.Keyword,
        ["TaskQueue"] = IndexedValueType.Keyword,
        ["HistoryLength"] = IndexedValueType.Int,
        ["HistorySizeBytes"] = IndexedValueType.Int,
        ["ExecutionDuration"] = IndexedValueType.Int,
        ["StateTransitionCount"] = IndexedValueType.Int,
        ["ParentWorkflowId"] = IndexedValueType.Keyword,
        ["ParentRunId"] = IndexedValueType.Keyword,
        ["RootWorkflowId"] = IndexedValueType.Keyword,
        ["RootRunId"] = IndexedValueType.Keyword,
    }.ToFrozenDictionary();

    /// <summary>Attributes that SDKs and tools write without registration.</summary>
    public static readonly FrozenDictionary<string, IndexedValueType> Predefined = new Dictionary<string, IndexedValueType>
    {
        ["TemporalChangeVersion"] = IndexedValueType.KeywordList,
        ["BinaryChecksums"] = IndexedValueType.KeywordList,
        ["BuildIds"] = IndexedValueType.KeywordList,
        ["BatcherNamespace"] = IndexedValueType.Keyword,
        ["BatcherUser"] = IndexedValueType.Keyword,
        ["TemporalScheduledStartTime"] = IndexedValueType.Datetime,
        ["TemporalScheduledById"] = IndexedValueType.Keyword,
        ["TemporalSchedulePaused"] = IndexedValueType.Bool,
        ["TemporalNamespaceDivision"] = IndexedValueType.Keyword,
        ["TemporalPauseInfo"] = IndexedValueType.KeywordList,
        ["TemporalReportedProblems"] = IndexedValueType.KeywordList,
        ["TemporalWorkerDeploymentVersion"] = IndexedValueType.Keyword,
        ["TemporalWorkerDeployment"] = IndexedValueType.Keyword,
        ["TemporalWorkflowVersioningBehavior"] = IndexedValueType.Keyword,
    }.ToFrozenDictionary();

    private volatile FrozenDictionary<string, IndexedValueType> custom = custom.ToFrozenDictionary();

    public IReadOnlyDictionary<string, IndexedValueType> Custom
    {
        get => custom;
        set => custom = value.ToFrozenDictionary();
    }

    public IndexedValueType? TypeOf(string name) =>
        custom.TryGetValue(name, out var type) || System.TryGetValue(name, out type) || Predefined.TryGetValue(name, out type) ? type : null;

    /// <summary>Refuses attributes that no one registered, and values that are not of their attribute's type.</summary>
    public void Check(SearchAttributes? attributes)
    {
        CheckSize(attributes);
        foreach (var (name, payload) in attributes?.IndexedFields ?? [])
        {
            if (System.ContainsKey(name))
            {
                throw Invalid($"{name} attribute can't be set in SearchAttributes: it is Temporal's own.");
            }

            if (TypeOf(name) is not { } type)
            {
                throw Invalid($"Namespace has no mapping defined for search attribute {name}: register it with AddSearchAttributes first.");
            }

            if (!PayloadMaps.IsNull(payload) && SearchAttributeValue.Read(payload, type) is null)
            {
                throw Invalid($"Invalid value for search attribute {name} of type {type}: {Shorten(payload.Data)}");
            }
        }
    }

    /// <summary>A copy whose payloads tell their type, as Temporal's answers do.</summary>
    public SearchAttributes Typed(SearchAttributes attributes)
    {
        var typed = attributes.Clone();
        foreach (var (name, payload) in typed.IndexedFields)
        {
            payload.Metadata["type"] = ByteString.CopyFromUtf8($"{TypeOf(name)}");
        }

        return typed;
    }

    private static void CheckSize(SearchAttributes? attributes)
    {
        if (attributes?.IndexedFields.Count > Limits.SearchAttributes)
        {
            throw Invalid($"number of search attributes {attributes.IndexedFields.Count} exceeds limit {Limits.SearchAttributes}");
        }

        foreach (var (name, payload) in attributes?.IndexedFields ?? [])
        {
            if (payload.Data.Length > Limits.SearchAttributeBytes)
            {
                throw Invalid($"search attribute {name} value size {payload.Data.Length} exceeds size limit {Limits.SearchAttributeBytes}");
            }
        }

        if (attributes?.CalculateSize() > Limits.SearchAttributesBytes)
        {
            throw Invalid($"total size of search attributes {attributes.CalculateSize()} exceeds size limit {Limits.SearchAttributesBytes}");
        }
    }

    private static string Shorten(ByteString data) => data.Length > 100 ? data.ToStringUtf8()[..100] : data.ToStringUtf8();

    private static GrpcException Invalid(string message) => new(GrpcStatusCode.InvalidArgument, message);
}
