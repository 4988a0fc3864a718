using Temporalio.Api.Common.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Worker.Commands;
using Temporalio.Workflows;

namespace Temporalio.Worker.Execution;

/// <summary>The memo and the search attributes as the workflow has changed them.</summary>
internal sealed class WorkflowProperties
{
    private readonly WorkflowContext context;
    private readonly Dictionary<string, IRawValue> memo;

    internal WorkflowProperties(WorkflowContext context, Memo? memo, SearchAttributes? attributes)
    {
        this.context = context;
        this.memo = memo?.Fields.ToDictionary(field => field.Key, IRawValue (field) => new RawValue(field.Value)) ?? [];
        SearchAttributes = attributes == null
            ? new SearchAttributeCollection.Builder().ToSearchAttributeCollection()
            : SearchAttributeCollection.FromProto(attributes);
    }

    internal IReadOnlyDictionary<string, IRawValue> Memo => memo;

    internal SearchAttributeCollection SearchAttributes { get; }

    internal Memo MemoProto()
    {
        var proto = new Memo();
        foreach (var (key, value) in memo)
            proto.Fields[key] = value.Payload;
        return proto;
    }

    internal void UpsertMemo(IReadOnlyCollection<MemoUpdate> updates)
    {
        context.AssertWritable("change the memo");
        AssertDistinct(updates.Select(update => update.UntypedKey));
        var changed = new Memo();
        foreach (var update in updates)
            changed.Fields[update.UntypedKey] = Convert(update);
        foreach (var update in updates)
        {
            if (update.HasValue)
                memo[update.UntypedKey] = new RawValue(changed.Fields[update.UntypedKey]);
            else
                memo.Remove(update.UntypedKey);
        }
        context.Commands.Issue(PropertyCommands.UpsertMemo(changed));
    }

    internal void UpsertSearchAttributes(IReadOnlyCollection<SearchAttributeUpdate> updates)
    {
        context.AssertWritable("change search attributes");
        AssertDistinct(updates.Select(update => update.UntypedKey.Name));
        SearchAttributes.ApplyUpdates(updates);
        var changed = new SearchAttributes();
        foreach (var update in updates)
        {
            changed.IndexedFields[update.UntypedKey.Name] = SearchAttributePayload.Create(
                update.UntypedKey, update.HasValue ? update.UntypedValue : null);
        }
        context.Commands.Issue(PropertyCommands.UpsertSearchAttributes(changed));
    }

    private static void AssertDistinct(IEnumerable<string> keys)
    {
        var seen = new HashSet<string>();
        foreach (var key in keys)
        {
            if (!seen.Add(key))
                throw new ArgumentException($"More than one update of {key}");
        }
        if (seen.Count == 0)
            throw new ArgumentException("At least one update is needed");
    }

    private Payload Convert(MemoUpdate update)
    {
        try
        {
            return context.PayloadConverter.ToPayload(update.HasValue ? update.UntypedValue : null);
        }
        catch (Exception e)
        {
            throw new ArgumentException($"Cannot convert the memo value of {update.UntypedKey}", e);
        }
    }
}
