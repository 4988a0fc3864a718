using Temporalio.Client;

namespace Temporalio.Testing;

/// <summary>
/// How a time-skipping environment is started. A target host names the port to listen on; the host is always the loopback.
/// </summary>
public class WorkflowEnvironmentStartTimeSkippingOptions : TemporalClientConnectOptions
{
}
