using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Migration.Core.Configuration;

namespace Migration.Worker.Tests;

public sealed class MigrationWorkerOptionsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData("http://localhost:7233")]
    [InlineData("local host:7233")]
    public void Rejects_AddressThatIsNotHostAndPort(string address) =>
        Assert.Throws<OptionsValidationException>(() => Validated(options => options.Address = address));

    [Theory]
    [InlineData("localhost:7233")]
    [InlineData("127.0.0.1:1")]
    [InlineData("[::1]:7233")]
    [InlineData("ns.acct.tmprl.cloud:7233")]
    public void Accepts_AddressOfHostAndPort(string address) =>
        Assert.Equal(address, Validated(options => options.Address = address).Address);

    [Fact]
    public void Rejects_EverythingWrongAtOnce()
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Validated(options =>
        {
            options.Address = "nowhere";
            options.MaxConcurrentActivities = 0;
            options.GracefulShutdownTimeout = TimeSpan.Zero;
            options.HeartbeatThrottle = TimeSpan.FromMinutes(1);
        }));
        Assert.Equal(4, failure.Failures.Count());
    }

    [Fact]
    public void With_ConfigurationFile_TakesItsTemporalAndDatabases()
    {
        var configuration = new DeploymentConfiguration
        {
            Databases = new Dictionary<string, DatabaseEntry> { ["OLD"] = new("OLD", "sqlite", new Dictionary<string, string>()) },
            Temporal = new() { Mode = TemporalMode.Cluster, Address = "cluster:7233", Namespace = "moves", ApiKey = "k" },
        };
        var options = new MigrationWorkerOptions().With(configuration, "cluster:7233");
        Assert.Equal(("cluster:7233", "moves", "k"), (options.Address, options.Namespace, options.ApiKey));
        Assert.Contains("OLD", options.Databases.Keys);
    }

    private static MigrationWorkerOptions Validated(Action<MigrationWorkerOptions> configure)
    {
        using var provider = new ServiceCollection()
            .AddLogging()
            .AddMigrationWorker(options =>
            {
                options.Address = "localhost:7233";
                configure(options);
            })
            .BuildServiceProvider();
        return provider.GetRequiredService<IOptions<MigrationWorkerOptions>>().Value;
    }
}
