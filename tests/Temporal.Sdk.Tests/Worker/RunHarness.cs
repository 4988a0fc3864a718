using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Converters;
using Temporalio.Worker.Execution;
using Temporalio.Worker.Replay;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

/// <summary>One workflow run without a service: tests write its history and look at its commands.</summary>
internal sealed class RunHarness<TWorkflow>
{
    private WorkflowRun run;
    private readonly RunEnvironment environment;

    internal RunHarness(ILoggerFactory? loggers = null, IReadOnlyCollection<Type>? failures = null)
    {
        environment = new(
            "namespace",
            "queue",
            DataConverter.Default,
            loggers ?? NullLoggerFactory.Instance,
            failures ?? [],
            new([WorkflowDefinition.Create<TWorkflow>()]));
        run = new(environment);
    }

    internal HistoryBuilder History { get; } = new();

    /// <summary>Begins the history and its first task.</summary>
    internal WorkflowTaskAnswer Start(params object?[] args)
    {
        History.Started(typeof(TWorkflow).Name, args).Task();
        return Process();
    }

    /// <summary>Runs the task at the end of the history.</summary>
    internal WorkflowTaskAnswer Process(params Message[] messages) => run.Process(
        new("workflow", HistoryBuilder.RunId, History.Events)
        {
            StartedEventId = History.LastEventId,
            Messages = messages,
        });

    /// <summary>Replays the whole history in a new run, as after an eviction, and runs the task at its end.</summary>
    internal WorkflowTaskAnswer ProcessUncached(params Message[] messages)
    {
        run = new(environment);
        return Process(messages);
    }

    /// <summary>Replays the whole history in a new run without a task of its own.</summary>
    internal WorkflowTaskAnswer Replay()
    {
        run = new(environment);
        return run.Process(new("workflow", HistoryBuilder.RunId, History.Events));
    }

    internal WorkflowQueryResult Query(string name, params object?[] args) => run.Process(
        new("workflow", HistoryBuilder.RunId, [])
        {
            Queries = new Dictionary<string, WorkflowQuery>
            {
                ["query"] = new() { QueryType = name, QueryArgs = HistoryBuilder.Payloads(args) },
            },
        }).QueryResults["query"];

    internal T QueryValue<T>(string name, params object?[] args) =>
        DataConverter.Default.PayloadConverter.ToValue<T>(Query(name, args).Answer.Payloads_[0]);
}

internal static class AnswerAssertions
{
    internal static T ResultOf<T>(this WorkflowTaskAnswer answer)
    {
        var complete = Assert.Single(answer.Commands).CompleteWorkflowExecutionCommandAttributes;
        Assert.NotNull(complete);
        return DataConverter.Default.PayloadConverter.ToValue<T>(complete.Result.Payloads_[0]);
    }

    internal static IEnumerable<string> Kinds(this WorkflowTaskAnswer answer) =>
        answer.Commands.Select((Command command) => command.CommandType.ToString());
}
