using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Temporalio.Activities;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Extensions.Hosting;
using Temporalio.Tests.Fakes;

namespace Temporalio.Tests.Extensions.Hosting;

public sealed class HostedWorkerTests
{
    [Fact]
    public async Task ScopedActivities_HaveAnInstanceAndAScopePerAttempt()
    {
        await using var server = new FakeServer();
        var queue = new ActivityQueue(server);
        await server.StartAsync();
        using var host = Host(server, worker => worker.AddScopedActivities<ScopedActivities>());
        await host.StartAsync();

        queue.Send("Name");
        queue.Send("Name");
        var names = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            var answer = await queue.AnswerAsync<RespondActivityTaskCompletedRequest>();
            names.Add(DataConverter.Default.PayloadConverter.ToValue<string>(answer.Result.Payloads_.Single()));
        }
        await host.StopAsync();

        Assert.NotEqual(names[0], names[1]);
        Assert.Equal(2, host.Services.GetRequiredService<DisposalCount>().Value);
    }

    [Fact]
    public async Task StaticAndInstanceActivities_RunInTheHost()
    {
        await using var server = new FakeServer();
        var queue = new ActivityQueue(server);
        await server.StartAsync();
        using var host = Host(server, worker => worker
            .AddStaticActivities<StaticActivities>().AddActivitiesInstance(new InstanceActivities("x")));
        await host.StartAsync();

        queue.Send("Constant");
        Assert.Equal("\"constant\"", Text(await queue.AnswerAsync<RespondActivityTaskCompletedRequest>()));
        queue.Send("Given");
        Assert.Equal("\"x\"", Text(await queue.AnswerAsync<RespondActivityTaskCompletedRequest>()));
        await host.StopAsync();
    }

    [Fact]
    public async Task Worker_StartedBeforeItsServer_WaitsForIt()
    {
        await using var server = new FakeServer();
        var queue = new ActivityQueue(server);
        await server.StartAsync();
        await server.StopAsync();
        using var host = Host(server, worker => worker.AddStaticActivities<StaticActivities>());
        await host.StartAsync();

        queue.Send("Constant");
        await server.StartAsync();

        Assert.Equal("\"constant\"", Text(await queue.AnswerAsync<RespondActivityTaskCompletedRequest>()));
        await host.StopAsync();
    }

    [Fact]
    public void AddHostedTemporalWorker_TwiceForOneQueue_IsRefused()
    {
        var services = new ServiceCollection();
        services.AddHostedTemporalWorker("q");

        Assert.Throws<InvalidOperationException>(() => services.AddHostedTemporalWorker("q"));
    }

    [Fact]
    public void AddHostedTemporalWorker_WithoutAnyClient_SaysSo()
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddHostedTemporalWorker("q");
        using var host = builder.Build();

        Assert.Throws<InvalidOperationException>(() => host.Services.GetServices<IHostedService>().ToList());
    }

    [Fact]
    public void AddTemporalClient_ConfiguresALazyClient()
    {
        using var provider = new ServiceCollection()
            .AddTemporalClient(options =>
            {
                options.TargetHost = "127.0.0.1:1";
                options.Namespace = "ns";
            })
            .BuildServiceProvider();

        var client = provider.GetRequiredService<ITemporalClient>();

        Assert.Equal("ns", client.Options.Namespace);
        Assert.False(client.Connection.IsConnected);
    }

    [Fact]
    public void AddTemporalClient_WithTarget_KeepsItInTheOptions()
    {
        var services = new ServiceCollection();
        services.AddTemporalClient("host:1", "ns");
        using var provider = services.BuildServiceProvider();

        var options = provider.GetRequiredService<IOptions<TemporalClientConnectOptions>>().Value;

        Assert.Equal(("host:1", "ns"), (options.TargetHost, options.Namespace));
    }

    private static string Text(RespondActivityTaskCompletedRequest answer) =>
        answer.Result.Payloads_.Single().Data.ToStringUtf8();

    private static IHost Host(FakeServer server, Action<ITemporalWorkerServiceOptionsBuilder> configure)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<DisposalCount>().AddTemporalClient(options => options.TargetHost = server.Address);
        configure(builder.Services.AddHostedTemporalWorker("q"));
        return builder.Build();
    }

    private sealed class DisposalCount
    {
        public int Value;
    }

    private sealed class ScopedActivities(DisposalCount disposals) : IAsyncDisposable
    {
        private readonly Guid id = Guid.NewGuid();
        private bool disposed;

        [Activity]
        public async Task<string> NameAsync()
        {
            await Task.Yield();
            ObjectDisposedException.ThrowIf(disposed, this);
            return id.ToString();
        }

        public ValueTask DisposeAsync()
        {
            disposed = true;
            Interlocked.Increment(ref disposals.Value);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class StaticActivities
    {
        [Activity]
        public static string Constant() => "constant";
    }

    private sealed class InstanceActivities(string text)
    {
        [Activity]
        public string Given() => text;
    }
}
