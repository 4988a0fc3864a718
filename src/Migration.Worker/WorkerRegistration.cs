using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Migration.Activities;
using Migration.Connectors;
using Migration.Connectors.Postgres;
using Migration.Connectors.Snowflake;
using Migration.Connectors.Sqlite;
using Migration.Workflows;
using Temporalio.Extensions.Hosting;

namespace Migration.Worker;

/// <summary>Puts a worker into a host.</summary>
public static class WorkerRegistration
{
    /// <summary>A hosted service that takes tasks for migrations from Temporal until the host stops; batches in flight commit first.</summary>
    public static IServiceCollection AddMigrationWorker(this IServiceCollection services, Action<MigrationWorkerOptions> configure)
    {
        services.AddOptions<MigrationWorkerOptions>().Configure(configure).ValidateDataAnnotations().ValidateOnStart();
        services.AddHostedService<ThreadFloor>();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddActivityServices();
        services.AddTemporalClient().Configure<IOptions<MigrationWorkerOptions>>((client, options) => TemporalSetup.Apply(options.Value, client));
        services.AddHostedTemporalWorker(MigrationNames.TaskQueue)
            .AddWorkflow<MigrationWorkflow>()
            .AddWorkflow<TableMigrationWorkflow>()
            .AddWorkflow<RollbackCheckWorkflow>()
            .AddWorkflow<ProofWorkflow>()
            .AddSingletonActivities<MigrationActivities>()
            .AddSingletonActivities<TableMigrationActivities>()
            .AddSingletonActivities<RollbackCheckActivities>()
            .AddSingletonActivities<ProofActivities>()
            .ConfigureOptions()
            .Configure<IOptions<MigrationWorkerOptions>>((worker, options) => TemporalSetup.Apply(options.Value, worker));
        return services;
    }

    private static void AddActivityServices(this IServiceCollection services)
    {
        services.AddSingleton<MigrationMeter>();
        services.AddSingleton<ActivityBoundary>();
        services.AddSingleton<BatchLog>();
        services.AddSingleton<PlanRules>();
        services.AddSingleton<Preflight>();
        services.AddSingleton<ClosedExecutions>();
        services.AddSingleton<TargetClaim>();
        services.AddSingleton<WarehouseLease>();
        services.AddSingleton<ICompletedPlans, VisibleCompletedPlans>();
        services.AddConnector<SqliteConnector>();
        services.AddConnector<PostgresConnector>();
        services.AddConnector<SnowflakeConnector>();
        services.AddSingleton(provider => new ConnectorCatalog(
            provider.GetServices<IConnector>(),
            provider.GetRequiredService<IOptions<MigrationWorkerOptions>>().Value.Databases.ToDictionary(
                entry => entry.Key,
                entry => new DatabaseSettings(entry.Value.Name, entry.Value.Kind, entry.Value.Values),
                StringComparer.Ordinal)));
    }

    private static void AddConnector<T>(this IServiceCollection services)
        where T : class, IConnector
    {
        services.AddSingleton<T>();
        services.AddSingleton<IConnector>(provider => new ResilientConnector(
            provider.GetRequiredService<T>(), provider.GetRequiredService<TimeProvider>()));
    }
}
