using System.Net;
using System.Text;
using Temporal.Api.Transport;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Tests;

public sealed class SecurityTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("embedded-server-").FullName;
    private readonly Certificates certificates = new();

    public void Dispose()
    {
        certificates.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Start_OnAnAddressThatOthersReach_NeedsAnApiKey()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(new() { DatabasePath = "", ListenAddress = IPAddress.Any }));

        Assert.Contains("API key", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithAnEmptyApiKey_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(new() { DatabasePath = "", ApiKey = "" }));

    [Fact]
    public async Task Start_OnAnyAddressWithAnApiKey_AnswersThere()
    {
        await using var server = await StartAsync(new() { DatabasePath = "", ListenAddress = IPAddress.Any, ApiKey = "key" });

        Assert.NotEmpty(await VersionAsync($"127.0.0.1:{server.Address.Split(':')[1]}", "Bearer key"));
    }

    [Theory]
    [InlineData("Bearer right")]
    [InlineData("bearer right")]
    public async Task Call_WithTheKey_IsAnswered(string authorization)
    {
        await using var server = await StartAsync(new() { DatabasePath = "", ApiKey = "right" });

        Assert.NotEmpty(await VersionAsync(server.Address, authorization));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer ")]
    [InlineData("right")]
    [InlineData("Basic right")]
    public async Task Call_WithoutTheKey_IsPermissionDenied(string? authorization)
    {
        await using var server = await StartAsync(new() { DatabasePath = "", ApiKey = "right" });

        var error = await Assert.ThrowsAsync<GrpcException>(() => VersionAsync(server.Address, authorization));

        Assert.Equal(GrpcStatusCode.PermissionDenied, error.StatusCode);
        Assert.NotNull(error.Detail<PermissionDeniedFailure>());
    }

    [Theory]
    [InlineData("temporal.api.workflowservice.v1.WorkflowService", "StartWorkflowExecution")]
    [InlineData("grpc.health.v1.Health", "Check")]
    [InlineData("no.such.Service", "Method")]
    public async Task AnyCall_WithoutTheKey_IsPermissionDenied(string service, string method)
    {
        await using var server = await StartAsync(new() { DatabasePath = "", ApiKey = "right" });
        using var channel = new GrpcChannel(new() { Address = server.Address });

        var error = await Assert.ThrowsAsync<GrpcException>(
            () => channel.UnaryCallAsync(service, method, new GetSystemInfoRequest(), GetSystemInfoResponse.Parser));

        Assert.Equal(GrpcStatusCode.PermissionDenied, error.StatusCode);
    }

    [Fact]
    public async Task Tls_ClientThatTrustsTheRoot_IsAnswered()
    {
        await using var server = await StartAsync(new() { DatabasePath = "", Tls = Tls(clientRoots: null) });

        Assert.NotEmpty(await VersionAsync(server.Address, null, Trusting(certificates)));
    }

    [Fact]
    public async Task Tls_NameOfTheCertificate_CountsInsteadOfTheAddress()
    {
        await using var server = await StartAsync(new() { DatabasePath = "", Tls = Tls(clientRoots: null) });

        Assert.NotEmpty(await VersionAsync(server.Address, null, Trusting(certificates) with { Domain = "temporal.test" }));
        await UnavailableAsync(server, Trusting(certificates) with { Domain = "other.test" });
    }

    [Fact]
    public async Task Tls_ClientOfAnotherRootOrWithoutTls_IsNotAnswered()
    {
        await using var server = await StartAsync(new() { DatabasePath = "", Tls = Tls(clientRoots: null) });
        using var others = new Certificates();

        await UnavailableAsync(server, Trusting(others));
        await UnavailableAsync(server, null);
    }

    [Fact]
    public async Task MutualTls_ClientWithACertificateOfTheRoot_IsAnswered()
    {
        await using var server = await StartAsync(new() { DatabasePath = "", Tls = Tls(certificates.Root), ApiKey = "key" });

        Assert.NotEmpty(await VersionAsync(server.Address, "Bearer key", With(certificates.Issue(isServer: false))));
    }

    [Fact]
    public async Task MutualTls_ClientWithoutACertificateOfTheRoot_IsNotAnswered()
    {
        await using var server = await StartAsync(new() { DatabasePath = "", Tls = Tls(certificates.Root) });
        using var others = new Certificates();

        await UnavailableAsync(server, Trusting(certificates));
        await UnavailableAsync(server, With(others.Issue(isServer: false)));
        await UnavailableAsync(server, With(certificates.Issue(isServer: true)));
    }

    private static GrpcTlsOptions Trusting(Certificates roots) => new() { ServerRootCertificate = Encoding.ASCII.GetBytes(roots.Root) };

    private static async Task<string> VersionAsync(string address, string? authorization, GrpcTlsOptions? tls = null)
    {
        using var channel = new GrpcChannel(new()
        {
            Address = address,
            Tls = tls,
            Metadata = authorization is null ? [] : [new("authorization", authorization)],
        });
        var response = await channel.UnaryCallAsync(
            "temporal.api.workflowservice.v1.WorkflowService", "GetSystemInfo", new GetSystemInfoRequest(), GetSystemInfoResponse.Parser);
        return response.ServerVersion;
    }

    private static async Task UnavailableAsync(EmbeddedTemporalServer server, GrpcTlsOptions? tls)
    {
        var error = await Assert.ThrowsAsync<GrpcException>(() => VersionAsync(server.Address, "Bearer key", tls));
        Assert.Equal(GrpcStatusCode.Unavailable, error.StatusCode);
    }

    private GrpcTlsOptions With((string Certificate, string Key) client) => Trusting(certificates) with
    {
        ClientCertificate = Encoding.ASCII.GetBytes(client.Certificate),
        ClientPrivateKey = Encoding.ASCII.GetBytes(client.Key),
    };

    private ServerTlsOptions Tls(string? clientRoots)
    {
        var (certificate, key) = certificates.Issue(isServer: true);
        return new() { Certificate = certificate, PrivateKey = key, ClientRoots = clientRoots };
    }

    private Task<EmbeddedTemporalServer> StartAsync(EmbeddedServerOptions options) =>
        EmbeddedTemporalServer.StartAsync(options with { DatabasePath = Path.Combine(folder, "server.db") });
}
