namespace Temporalio.Client;

/// <summary>A connection to a Temporal service, to be shared and kept.</summary>
public interface ITemporalConnection
{
    /// <summary>Headers of every later call.</summary>
    IReadOnlyCollection<KeyValuePair<string, string>> RpcMetadata { get; set; }

    IReadOnlyCollection<KeyValuePair<string, byte[]>> RpcBinaryMetadata { get; set; }

    /// <summary>May be replaced while connected, when a key is rotated.</summary>
    string? ApiKey { get; set; }

    WorkflowService WorkflowService { get; }

    OperatorService OperatorService { get; }

    TestService TestService { get; }

    TemporalConnectionOptions Options { get; }

    /// <summary>False for a lazy connection before its first call.</summary>
    bool IsConnected { get; }

    /// <summary>Asks the server's health service.</summary>
    Task<bool> CheckHealthAsync(RpcService? service = null, RpcOptions? options = null);

    /// <summary>Connects a lazy connection now.</summary>
    Task ConnectAsync();
}
