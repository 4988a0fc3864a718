using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporal.Api.Transport;

namespace Temporal.Api.Tests;

/// <summary>A Kestrel on a free loopback port that serves one map of methods.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication application;

    private TestServer(WebApplication application) => this.application = application;

    public string Address => new Uri(application.Services.GetRequiredService<IServer>().Features
        .Get<IServerAddressesFeature>()!.Addresses.First()).Authority;

    public static async Task<TestServer> StartAsync(GrpcServiceMap services, string address = "127.0.0.1:0")
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(
            kestrel => kestrel.Listen(IPEndPoint.Parse(address), listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddLogging(logging => logging.ClearProviders());
        var application = builder.Build();
        ((IApplicationBuilder)application).RunGrpc(services, NullLogger.Instance);
        await application.StartAsync();
        return new TestServer(application);
    }

    public GrpcChannel Connect(bool compress = false) => new(new GrpcChannelOptions { Address = Address, CompressRequests = compress });

    public async ValueTask DisposeAsync()
    {
        await application.StopAsync(new CancellationToken(canceled: true));
        await application.DisposeAsync();
    }
}
