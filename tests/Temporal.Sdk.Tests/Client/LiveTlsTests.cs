using System.Text;
using Temporal.EmbeddedServer;
using Temporal.EmbeddedServer.Tests;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Client;

/// <summary>Connections by TLS to a service on the loopback, with certificates made for the test.</summary>
public sealed class LiveTlsTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sdk-tls-");
    private readonly Certificates authority = new();

    public void Dispose()
    {
        authority.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Connect_ToATrustedServer_Works()
    {
        await using var server = await StartAsync();

        Assert.True(await IsHealthyAsync(server.Address, new() { ServerRootCACert = Root }));
    }

    [Fact]
    public async Task Connect_ByAnotherName_NeedsItsDomain()
    {
        await using var server = await StartAsync();
        var address = server.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

        await Assert.ThrowsAsync<InvalidOperationException>(() => IsHealthyAsync(address, new() { ServerRootCACert = Root }));
        Assert.True(await IsHealthyAsync(address, new() { ServerRootCACert = Root, Domain = "temporal.test" }));
    }

    [Fact]
    public async Task Connect_ToAServerOfAnotherAuthority_IsRefused()
    {
        await using var server = await StartAsync();
        using var other = new Certificates();

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => IsHealthyAsync(server.Address, new() { ServerRootCACert = Bytes(other.Root) }));
        await Assert.ThrowsAsync<InvalidOperationException>(() => IsHealthyAsync(server.Address, new()));
    }

    [Fact]
    public async Task Connect_ToAServerThatAsksForACertificate_NeedsOneOfItsAuthority()
    {
        await using var server = await StartAsync(mutual: true);
        using var other = new Certificates();

        Assert.True(await IsHealthyAsync(server.Address, WithClientOf(authority)));
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => IsHealthyAsync(server.Address, new() { ServerRootCACert = Root }));
        await Assert.ThrowsAsync<InvalidOperationException>(() => IsHealthyAsync(server.Address, WithClientOf(other)));
    }

    [Fact]
    public async Task Connect_WithAnApiKey_SendsItByTls()
    {
        await using var server = await StartAsync(apiKey: "right");
        var client = await TemporalClient.ConnectAsync(
            new(server.Address) { Tls = new() { ServerRootCACert = Root }, ApiKey = "right" });

        var handle = await client.StartWorkflowAsync("Any", [], new(id: "w", taskQueue: "q"));

        Assert.Equal("w", (await handle.DescribeAsync()).Id);
        client.Connection.ApiKey = "wrong";
        var refused = await Assert.ThrowsAsync<RpcException>(() => handle.DescribeAsync());
        Assert.Equal(RpcException.StatusCode.PermissionDenied, refused.Code);
    }

    private byte[] Root => Bytes(authority.Root);

    private static byte[] Bytes(string pem) => Encoding.ASCII.GetBytes(pem);

    private static async Task<bool> IsHealthyAsync(string address, TlsOptions tls)
    {
        var client = await TemporalClient.ConnectAsync(new(address) { Tls = tls });
        return await client.Connection.CheckHealthAsync();
    }

    private TlsOptions WithClientOf(Certificates issuer)
    {
        var (certificate, key) = issuer.Issue(isServer: false);
        return new() { ServerRootCACert = Root, ClientCert = Bytes(certificate), ClientPrivateKey = Bytes(key) };
    }

    private Task<EmbeddedTemporalServer> StartAsync(bool mutual = false, string? apiKey = null)
    {
        var (certificate, key) = authority.Issue(isServer: true);
        return EmbeddedTemporalServer.StartAsync(new()
        {
            DatabasePath = Path.Combine(folder.FullName, "temporal.db"),
            ApiKey = apiKey,
            Tls = new()
            {
                Certificate = certificate,
                PrivateKey = key,
                ClientRoots = mutual ? authority.Root : null,
            },
        });
    }
}
