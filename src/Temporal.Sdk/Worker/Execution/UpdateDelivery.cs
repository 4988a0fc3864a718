using Temporalio.Workflows;

namespace Temporalio.Worker.Execution;

/// <summary>Validates and runs updates.</summary>
internal sealed class UpdateDelivery(WorkflowContext context, Handlers handlers)
{
    internal void Deliver(UpdateRequest update) => _ = context.QueueAsync(async () =>
    {
        WorkflowContext.CurrentUpdate.Value = new(update.Id, update.Name);
        var response = new UpdateResponse(context, update);
        try
        {
            // The workflow's constructor may add handlers.
            _ = context.Instance;
            if (Accept(update, response) is var (handler, arguments))
                await RunAsync(update, handler, arguments, response);
        }
        catch (Exception e)
        {
            context.Fail(e);
        }
    });

    private (WorkflowUpdateDefinition Handler, object?[] Arguments)? Accept(UpdateRequest update, UpdateResponse response)
    {
        WorkflowUpdateDefinition handler;
        object?[] arguments;
        try
        {
            handler = Find(update.Name);
            if (update.Validate && handler.HasValidator)
                Validate(update, handler);
            // Decoded anew: a validator may have changed its own arguments.
            arguments = Decode(update, handler);
        }
        catch (Exception e) when (update.Validate)
        {
            response.Reject(e);
            return null;
        }
        response.Accept();
        return (handler, arguments);
    }

    private WorkflowUpdateDefinition Find(string name)
    {
        if (handlers.Updates.TryGetValue(name, out var handler))
            return handler;
        if (!name.StartsWith(HandlerName.ReservedPrefix, StringComparison.Ordinal) && handlers.DynamicUpdate is { } dynamic)
            return dynamic;
        throw new InvalidOperationException(
            $"Update handler for {name} expected but not found, known updates: " +
            $"[{string.Join(" ", handlers.Updates.Keys.Order(StringComparer.Ordinal))}]");
    }

    private void Validate(UpdateRequest update, WorkflowUpdateDefinition handler)
    {
        var arguments = Decode(update, handler);
        context.WhileReadOnly(() => Invocation.Call(
            context.Instance, handler.ValidatorMethod, handler.ValidatorDelegate, arguments));
    }

    private object?[] Decode(UpdateRequest update, WorkflowUpdateDefinition handler) => Arguments.DecodeForHandler(
        context.PayloadConverter,
        handler.Method ?? handler.Delegate!.Method,
        update.Request.Input.Args?.Payloads_ ?? [],
        handler.Dynamic ? update.Name : null,
        $"Update {update.Name}");

    private async Task RunAsync(
        UpdateRequest update, WorkflowUpdateDefinition handler, object?[] arguments, UpdateResponse response)
    {
        var end = handlers.Begin(update.Name, handler.UnfinishedPolicy);
        try
        {
            var method = handler.Method ?? handler.Delegate!.Method;
            var task = (Task)Invocation.Call(context.Instance, handler.Method, handler.Delegate, arguments)!;
            response.Complete(await Invocation.ResultAsync(task, method.ReturnType));
        }
        catch (Exception e) when (context.Ending.FailsWorkflow(e))
        {
            response.Fail(e);
        }
        finally
        {
            end();
        }
    }
}
