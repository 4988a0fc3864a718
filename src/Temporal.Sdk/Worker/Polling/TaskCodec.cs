using Google.Protobuf;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;

namespace Temporalio.Worker.Polling;

/// <summary>Runs every payload of a task through the user's codec, if there is one.</summary>
internal sealed class TaskCodec(IPayloadCodec? codec)
{
    internal async Task DecodeAsync(PollWorkflowTaskQueueResponse task)
    {
        if (codec != null)
            await new PayloadVisitor(codec.DecodeAsync).VisitAsync(task).ConfigureAwait(false);
    }

    internal async Task EncodeAsync(IMessage response)
    {
        if (codec != null)
            await new PayloadVisitor(codec.EncodeAsync).VisitAsync(response).ConfigureAwait(false);
    }
}
