using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Temporal.EmbeddedServer.Matching;
using Temporal.EmbeddedServer.Queries;
using Temporal.EmbeddedServer.Rpc;
using Temporal.EmbeddedServer.Runs;
using Temporal.EmbeddedServer.Security;
using Temporal.EmbeddedServer.Storage;
using Temporal.EmbeddedServer.TimeSkipping;
using Temporal.EmbeddedServer.Visibility;

namespace Temporal.EmbeddedServer;

/// <summary>A Temporal service in this process: WorkflowService over gRPC, durable in one SQLite file.</summary>
public sealed class EmbeddedTemporalServer : IAsyncDisposable
{
    private static readonly TimeSpan RetryAfterFailure = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource stopping = new();
    private readonly EmbeddedServerOptions options;
    private readonly ILogger logger;
    private readonly FileStream fileLock;
    private readonly ReaderPool readers;
    private readonly CommitLoop commits;
    private readonly DeadlineClock deadlines;
    private readonly RetentionCleaner cleaner;
    private readonly TimeSkipper? skipper;
    private readonly HistoryWaiters waiters = new();
    private readonly WebApplication application;
    private int disposed;

    private EmbeddedTemporalServer(EmbeddedServerOptions options)
    {
        this.options = options;
        logger = options.LoggerFactory.CreateLogger<EmbeddedTemporalServer>();
        ListenRules.Check(options, logger);
        fileLock = FileLock.Take(options.DatabasePath);
        var database = new Database(options.DatabasePath);
        var connection = OpenWriter(database, options);
        var queues = new TaskQueues(options.TimeProvider);
        var searchAttributes = new SearchAttributeRegistry(RegistryTables.SearchAttributes(connection));
        var clusterId = RegistryTables.Once(connection, "cluster_id", () => Guid.NewGuid().ToString());
        var namespaces = new Namespaces(RegistryTables.Namespaces(connection));
        readers = new ReaderPool(database);
        deadlines = new DeadlineClock(options.TimeProvider, Wake);
        commits = new CommitLoop(connection, options.TimeProvider, queues, searchAttributes, logger);
        commits.Committed += Announce;
        // Skipped time removes nothing: a test looks at its workflows after as many days as it likes.
        var retentionTime = options.TimeProvider is SkippableTime ? TimeProvider.System : options.TimeProvider;
        cleaner = new RetentionCleaner(commits, namespaces, retentionTime, logger);
        skipper = options.TimeProvider is SkippableTime time
            ? new TimeSkipper(time, deadlines, () => commits.ExecuteAsync(_ => { }))
            : null;
        application = Build(options, new ServerState
        {
            ClusterId = clusterId,
            Time = options.TimeProvider,
            Commits = commits,
            Queues = queues,
            Queries = new QueryBoard(),
            Namespaces = namespaces,
            SearchAttributes = searchAttributes,
            History = new HistoryReader(readers),
            Visibility = new VisibilityReader(readers),
            Cleaner = cleaner,
            Waiters = waiters,
            Skipper = skipper,
            Stopping = stopping.Token,
        });
    }

    /// <summary>Host and port, as in <c>127.0.0.1:7233</c>.</summary>
    public string Address { get; private set; } = string.Empty;

    /// <summary>Opens the file, brings back what was open in it, and listens. Ready when the task ends.</summary>
    public static async Task<EmbeddedTemporalServer> StartAsync(EmbeddedServerOptions options)
    {
        var server = new EmbeddedTemporalServer(options);
        try
        {
            await Recovery.RunAsync(server.commits, options.HostedWorkerIdentity);
            server.cleaner.Start();
            await server.application.StartAsync();
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        server.Address = new Uri(server.application.Services.GetRequiredService<IServer>().Features
            .Get<IServerAddressesFeature>()!.Addresses.First()).Authority;
        return server;
    }

    /// <summary>Ends waiting polls, finishes running calls, and closes the file. Everything acknowledged is in it already.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
        {
            return;
        }

        await stopping.CancelAsync();
        using (var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2)))
        {
            await application.StopAsync(patience.Token);
        }

        await application.DisposeAsync();
        await cleaner.DisposeAsync();
        await deadlines.DisposeAsync();
        await commits.DisposeAsync();
        readers.Dispose();
        await fileLock.DisposeAsync();
        stopping.Dispose();
    }

    private SqliteConnection OpenWriter(Database database, EmbeddedServerOptions options)
    {
        try
        {
            var connection = database.OpenWriter();
            if (RegistryTables.Namespaces(connection).Count == 0)
            {
                RegistryTables.PutNamespace(connection, Namespaces.Make("default", "Made with the server's file.", TimeSpan.FromDays(30)));
            }

            return connection;
        }
        catch
        {
            fileLock.Dispose();
            throw;
        }
    }

    private static WebApplication Build(EmbeddedServerOptions options, ServerState state)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            // Long polls are streams: the default of 100 a connection would starve everything behind them.
            kestrel.Limits.Http2.MaxStreamsPerConnection = 10_000;
            kestrel.Limits.Http2.InitialConnectionWindowSize = 4 * 1024 * 1024;
            kestrel.Limits.Http2.InitialStreamWindowSize = 1024 * 1024;
            // A worker whose machine went away without a word must not keep a poll, which would be given a task.
            kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
            kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(15);
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(options.ListenAddress, options.Port, listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                if (options.Tls is { } tls)
                {
                    listen.UseHttps(ServerTls.Create(tls));
                }
            });
        });
        builder.Services.AddSingleton(options.LoggerFactory);
        builder.Services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        var application = builder.Build();
        ((IApplicationBuilder)application).RunGrpc(Services.Map(state, options.ApiKey), options.LoggerFactory.CreateLogger("Temporal.EmbeddedServer.Rpc"));
        return application;
    }

    private void Announce(Transaction transaction)
    {
        foreach (var run in transaction.Touched)
        {
            deadlines.Set(run.RunId, Deadlines.Next(run));
        }

        // Not those that were only read: waiting calls read too, and would wake each other for ever.
        foreach (var run in transaction.Changed)
        {
            waiters.Changed(run.RunId, !run.IsOpen || transaction.Deleted.Contains(run));
        }

        skipper?.Observe(transaction);
    }

    private void Wake(string runId)
    {
        if (!stopping.IsCancellationRequested)
        {
            _ = ProcessDeadlinesAsync(runId);
            skipper?.Expect();
        }
    }

    private async Task ProcessDeadlinesAsync(string runId)
    {
        try
        {
            await commits.ExecuteAsync(transaction => Deadlines.Process(transaction, runId));
        }
#pragma warning disable CA1031 // Nobody waits for this call: a failure is logged and the deadline is tried again.
        catch (Exception error)
#pragma warning restore CA1031
        {
            logger.LogError(error, "What is due in run {RunId} could not be done; it is tried again.", runId);
            deadlines.Set(runId, options.TimeProvider.GetUtcNow() + RetryAfterFailure);
        }
    }
}
