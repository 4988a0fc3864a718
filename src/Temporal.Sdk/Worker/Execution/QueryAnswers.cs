using Temporalio.Api.Enums.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker.Execution;

/// <summary>Answers queries. A query looks at the workflow and leaves it as it is.</summary>
internal sealed class QueryAnswers(WorkflowContext context, Handlers handlers)
{
    internal WorkflowQueryResult? Last { get; private set; }

    /// <summary>Queues the query; its answer is in <see cref="Last" /> when the scheduler is idle.</summary>
    internal void Ask(WorkflowQuery query)
    {
        Last = null;
        _ = context.QueueAsync(() =>
        {
            context.WhileReadOnly(() => Last = Answer(query));
            return Task.CompletedTask;
        });
    }

    private WorkflowQueryResult Answer(WorkflowQuery query)
    {
        try
        {
            var payload = query.QueryType switch
            {
                WorkflowMetadataAnswer.QueryType => WorkflowMetadataAnswer.For(context),
                WaitingStacks.QueryType => context.PayloadConverter.ToPayload(context.Stacks.Describe()),
                _ => context.PayloadConverter.ToPayload(Call(query)),
            };
            return new() { ResultType = QueryResultType.Answered, Answer = new() { Payloads_ = { payload } } };
        }
        catch (Exception e)
        {
            return new()
            {
                ResultType = QueryResultType.Failed,
                ErrorMessage = e.Message,
                Failure = context.FailureConverter.ToFailure(e, context.PayloadConverter),
            };
        }
    }

    private object? Call(WorkflowQuery query)
    {
        // The workflow's constructor may add handlers.
        var workflow = context.Instance;
        var handler = Find(query.QueryType);
        var arguments = Arguments.DecodeForHandler(
            context.PayloadConverter,
            handler.Method ?? handler.Delegate!.Method,
            query.QueryArgs?.Payloads_ ?? [],
            handler.Dynamic ? query.QueryType : null,
            $"Query {query.QueryType}");
        return Invocation.Call(workflow, handler.Method, handler.Delegate, arguments);
    }

    private WorkflowQueryDefinition Find(string name)
    {
        if (handlers.Queries.TryGetValue(name, out var handler))
            return handler;
        if (!name.StartsWith("__", StringComparison.Ordinal) && handlers.DynamicQuery is { } dynamic)
            return dynamic;
        throw new InvalidOperationException(
            $"Query handler for {name} expected but not found, known queries: " +
            $"[{string.Join(" ", handlers.Queries.Keys.Order(StringComparer.Ordinal))}]");
    }
}
