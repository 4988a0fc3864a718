using Microsoft.Extensions.DependencyInjection;

namespace Temporalio.Extensions.Hosting;

/// <summary>Builder of the worker of a task queue.</summary>
public class TemporalWorkerServiceOptionsBuilder(string taskQueue, IServiceCollection services)
    : ITemporalWorkerServiceOptionsBuilder
{
    public string TaskQueue { get; } = taskQueue;

    public IServiceCollection Services { get; } = services;
}
