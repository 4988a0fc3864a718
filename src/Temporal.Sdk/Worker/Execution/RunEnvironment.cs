using Microsoft.Extensions.Logging;
using Temporalio.Converters;

namespace Temporalio.Worker.Execution;

/// <summary>What a worker gives to every run.</summary>
internal sealed record RunEnvironment(
    string Namespace,
    string TaskQueue,
    DataConverter DataConverter,
    ILoggerFactory LoggerFactory,
    IReadOnlyCollection<Type> FailureExceptionTypes,
    WorkflowCatalog Workflows)
{
    /// <summary>Throws for an activity that the worker does not have. A replay runs none, so it needs none.</summary>
    internal Action<string> AssertLocalActivity { get; init; } = _ => { };

    internal WorkflowStackTrace StackTrace { get; init; }
}
