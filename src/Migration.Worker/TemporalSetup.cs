using Temporalio.Client;
using Temporalio.Worker;

namespace Migration.Worker;

/// <summary>From a worker's options to those of the SDK.</summary>
internal static class TemporalSetup
{
    public static void Apply(MigrationWorkerOptions options, TemporalClientConnectOptions client)
    {
        client.TargetHost = options.Address;
        client.Namespace = options.Namespace;
        client.ApiKey = options.ApiKey;
        client.Identity = options.Identity;
        if (options.Tls is not { } tls)
            return;
        client.Tls = new()
        {
            Domain = tls.Domain,
            ServerRootCACert = Read(tls.ServerCaFile),
            ClientCert = Read(tls.ClientCertificateFile),
            ClientPrivateKey = Read(tls.ClientKeyFile),
        };
    }

    public static void Apply(MigrationWorkerOptions options, TemporalWorkerOptions worker)
    {
        worker.MaxConcurrentActivities = options.MaxConcurrentActivities;
        worker.GracefulShutdownTimeout = options.GracefulShutdownTimeout;
        // Heartbeats carry the live numbers, and their answers carry pause and cancel.
        worker.MaxHeartbeatThrottleInterval = options.HeartbeatThrottle;
        worker.DefaultHeartbeatThrottleInterval = options.HeartbeatThrottle;
        // After a kill, a workflow's next task would wait this long for the worker that is gone.
        worker.StickyQueueScheduleToStartTimeout = options.StickyTimeout;
    }

    private static byte[]? Read(string? file) => file is null ? null : File.ReadAllBytes(file);
}
