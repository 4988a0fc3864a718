using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporal.Api.Transport;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;

namespace Temporalio.Tests.Fakes;

/// <summary>A WorkflowService that answers what a test tells it to, over real gRPC, and remembers what it was asked.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private readonly GrpcServiceMap services = new();
    private readonly ConcurrentQueue<(IMessage Request, GrpcServerCall Call)> calls = new();
    private WebApplication? application;

    public FakeServer() => On<GetSystemInfoRequest, GetSystemInfoResponse>(_ => new() { Capabilities = new() });

    public string Address { get; private set; } = "127.0.0.1:0";

    public List<T> Requests<T>() => [.. calls.Select(call => call.Request).OfType<T>()];

    public GrpcServerCall LastCall => calls.Last().Call;

    public FakeServer On<TRequest, TResponse>(Func<TRequest, TResponse> answer)
        where TRequest : IMessage<TRequest>, new()
        where TResponse : IMessage<TResponse> => On<TRequest, TResponse>((request, _) => Task.FromResult(answer(request)));

    public FakeServer On<TRequest, TResponse>(Func<TRequest, GrpcServerCall, Task<TResponse>> answer)
        where TRequest : IMessage<TRequest>, new()
        where TResponse : IMessage<TResponse>
    {
        var method = typeof(TRequest).Name[..^"Request".Length];
        services.Add<TRequest, TResponse>("temporal.api.workflowservice.v1.WorkflowService", method, (request, call) =>
        {
            calls.Enqueue((request, call));
            return answer(request, call);
        });
        return this;
    }

    public async Task<FakeServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPEndPoint.Parse(Address), listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddLogging(logging => logging.ClearProviders());
        application = builder.Build();
        ((IApplicationBuilder)application).RunGrpc(services, NullLogger.Instance);
        await application.StartAsync();
        Address = new Uri(application.Services.GetRequiredService<IServer>().Features
            .Get<IServerAddressesFeature>()!.Addresses.First()).Authority;
        return this;
    }

    public async Task StopAsync()
    {
        if (application != null)
        {
            await application.StopAsync(new CancellationToken(canceled: true));
            await application.DisposeAsync();
        }
        application = null;
    }

    public Task<TemporalClient> ConnectAsync() => TemporalClient.ConnectAsync(new(Address) { Identity = "tester" });

    public async ValueTask DisposeAsync() => await StopAsync();
}
