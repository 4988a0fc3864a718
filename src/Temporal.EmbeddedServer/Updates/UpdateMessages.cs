using Google.Protobuf.WellKnownTypes;
using Temporal.EmbeddedServer.Commands;
using Temporal.EmbeddedServer.Runs;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;
using Stage = Temporal.EmbeddedServer.Records.UpdateRecord.Types.Stage;

namespace Temporal.EmbeddedServer.Updates;

/// <summary>Takes what a worker says of updates: accepted and completed ones become events, rejected ones leave no trace.</summary>
internal static class UpdateMessages
{
    /// <summary>A message that a command places among the events of the task.</summary>
    public static void ApplyPlaced(CommandContext context, string messageId)
    {
        var message = context.Messages.FirstOrDefault(m => m.Id == messageId) ?? throw Bad($"The command refers to message '{messageId}', which is not there.");
        Apply(context, message);
    }

    /// <summary>The messages without a command; and the updates that the worker did not mention at all, which it does not know how to handle.</summary>
    public static void ApplyRest(CommandContext context, long stamp)
    {
        foreach (var message in context.Messages.Where(m => !context.AppliedMessages.Contains(m.Id)))
        {
            Apply(context, message);
        }

        foreach (var update in context.Run.Updates.Items.Where(u => u.Stage == Stage.Admitted && u.DeliveredStamp == stamp).ToList())
        {
            Finish(context.Run, update, new Outcome
            {
                Failure = new Failure
                {
                    Message = "Workflow Update is rejected because it wasn't processed by worker. Probably, Workflow Update is not supported by the worker.",
                    Source = "Server",
                    ApplicationFailureInfo = new() { Type = "UnprocessedUpdate", NonRetryable = true },
                },
            });
        }
    }

    private static void Apply(CommandContext context, Message message)
    {
        if (!context.Run.IsOpen || !context.AppliedMessages.Add(message.Id))
        {
            return;
        }

        var update = context.Run.Updates.Find(message.ProtocolInstanceId) ?? throw Bad($"No update '{message.ProtocolInstanceId}' is known.");
        if (message.Body is null)
        {
            throw Bad($"Message '{message.Id}' has no body.");
        }

        if (message.Body.TryUnpack<Acceptance>(out var acceptance))
        {
            Accept(context, update, acceptance);
        }
        else if (message.Body.TryUnpack<Response>(out var response))
        {
            Complete(context, update, response);
        }
        else if (message.Body.TryUnpack<Rejection>(out var rejection))
        {
            Finish(context.Run, update, new Outcome { Failure = rejection.Failure });
        }
        else
        {
            throw Bad($"The message has a body of type '{Any.GetTypeName(message.Body.TypeUrl)}', which is none of an update.");
        }
    }

    private static void Accept(CommandContext context, UpdateRecord update, Acceptance acceptance)
    {
        RequireStage(update, Stage.Admitted);
        var accepted = context.Append(new()
        {
            WorkflowExecutionUpdateAcceptedEventAttributes = new()
            {
                ProtocolInstanceId = update.UpdateId,
                AcceptedRequestMessageId = acceptance.AcceptedRequestMessageId,
                AcceptedRequestSequencingEventId = acceptance.AcceptedRequestSequencingEventId,
                AcceptedRequest = acceptance.AcceptedRequest ?? update.Request,
            },
        });
        update.Stage = Stage.Accepted;
        update.AcceptedEventId = accepted.EventId;
        context.Run.Updates.Put(update.UpdateId, update);
    }

    private static void Complete(CommandContext context, UpdateRecord update, Response response)
    {
        RequireStage(update, Stage.Accepted);
        context.Append(new()
        {
            WorkflowExecutionUpdateCompletedEventAttributes = new()
            {
                Meta = response.Meta ?? update.Request.Meta,
                AcceptedEventId = update.AcceptedEventId,
                Outcome = response.Outcome,
            },
        });
        Finish(context.Run, update, response.Outcome);
    }

    private static void Finish(Run run, UpdateRecord update, Outcome outcome)
    {
        update.Stage = Stage.Completed;
        update.Outcome = outcome;
        run.Updates.Put(update.UpdateId, update);
    }

    private static void RequireStage(UpdateRecord update, Stage stage)
    {
        if (update.Stage != stage)
        {
            throw Bad($"Update '{update.UpdateId}' is {update.Stage}; it would have to be {stage}.");
        }
    }

    private static BadCommandException Bad(string message) => new(WorkflowTaskFailedCause.BadUpdateWorkflowExecutionMessage, message);
}
