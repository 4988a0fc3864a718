using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Api.Enums.V1;
using Temporalio.Converters;

namespace Temporalio.Client;

/// <summary>Options of a client over an existing connection.</summary>
public class TemporalClientOptions : ICloneable
{
    public string Namespace { get; set; } = "default";

    public DataConverter DataConverter { get; set; } = DataConverter.Default;

    /// <summary>Also the source of the loggers of this client's workers.</summary>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>For queries that name no condition themselves.</summary>
    public QueryRejectCondition? QueryRejectCondition { get; set; }

    /// <summary>What a test environment does around every wait for a workflow's result.</summary>
    internal Func<Task<IAsyncDisposable?>>? WhileAwaitingResult { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
