using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Worker.Activities;

namespace Temporalio.Worker.LocalActivities;

/// <summary>What every attempt of a local activity gets from its worker.</summary>
internal sealed record LocalAttemptSettings(
    ITemporalClient Client,
    ActivityCatalog Catalog,
    string TaskQueue,
    ILoggerFactory Loggers,
    TimeProvider Time,
    CancellationToken WorkerShutdown,
    CancellationToken GraceOver);
