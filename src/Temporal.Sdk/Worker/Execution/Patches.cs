using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Worker.Commands;

namespace Temporalio.Worker.Execution;

/// <summary>Which versions of the code this run has taken.</summary>
internal sealed class Patches(WorkflowContext context)
{
    private readonly Dictionary<string, bool> inHistory = [];
    private readonly Dictionary<string, bool> answers = [];
    private readonly SortedSet<string> taken = new(StringComparer.Ordinal);

    /// <summary>History holds the marker of this patch; older SDKs wrote no search attribute with it.</summary>
    internal void Seen(string patchId, bool withSearchAttribute) => inHistory.TryAdd(patchId, withSearchAttribute);

    internal bool Check(string patchId, bool deprecated)
    {
        context.AssertWritable("take a patch");
        if (answers.TryGetValue(patchId, out var known))
            return known;
        var seen = inHistory.TryGetValue(patchId, out var withSearchAttribute);
        var answer = answers[patchId] = !context.Task.IsReplaying || seen;
        if (answer)
            Record(patchId, deprecated, !seen || withSearchAttribute);
        return answer;
    }

    private void Record(string patchId, bool deprecated, bool withSearchAttribute)
    {
        taken.Add(patchId);
        context.Commands.Issue(PatchCommands.Marker(patchId, deprecated));
        if (withSearchAttribute)
            context.Commands.Issue(PropertyCommands.UpsertSearchAttributes(ChangeVersions()));
    }

    private SearchAttributes ChangeVersions()
    {
        var value = new Payload { Data = ByteString.CopyFrom(JsonSerializer.SerializeToUtf8Bytes(taken)) };
        value.Metadata["encoding"] = ByteString.CopyFromUtf8("json/plain");
        value.Metadata["type"] = ByteString.CopyFromUtf8("KeywordList");
        return new() { IndexedFields = { [PatchCommands.SearchAttribute] = value } };
    }
}
