using Migration.EndToEnd.Harness;
using Temporalio.Client;

namespace Migration.EndToEnd.Hosting;

/// <summary>`server run` and `worker run`, as a service manager runs them.</summary>
public sealed class ForegroundHostTests
{
    [Fact]
    public async Task Run_Ready_PrintsItsAddressAndEndsCleanlyOnSigterm()
    {
        await using var deployment = Migrations.WithLegacy(users: 1);
        var host = await deployment.StartAsync("server", "run", "--temporal-port", "0");
        Assert.Equal(host.Address, (await deployment.MustAsync("server", "status")).Text("address"));

        Assert.Equal(0, await host.TerminateAsync());
    }

    [Fact]
    public async Task Run_SecondHostOfAHome_IsRefused()
    {
        await using var deployment = Migrations.WithLegacy(users: 1);
        await deployment.StartAsync("server", "run", "--temporal-port", "0");

        var second = await deployment.TryAsync("server", "run", "--temporal-port", "0");

        Assert.Equal("HOST_RUNNING", second.Code);
        Assert.Equal(5, second.ExitCode);
    }

    [Fact]
    public async Task Run_PortInUse_IsRefused()
    {
        await using var deployment = Migrations.WithLegacy(users: 1);
        var host = await deployment.StartAsync("server", "run", "--temporal-port", "0");
        var port = host.Address.Split(':')[1];

        var second = await deployment.TryAsync("server", "run", "--home", deployment.PathOf("home2"), "--temporal-port", port);

        Assert.Equal("PORT_IN_USE", second.Code);
        Assert.Equal(5, second.ExitCode);
    }

    [Fact]
    public async Task Run_WithAnApiKey_AnswersWhoKnowsIt()
    {
        await using var deployment = Migrations.WithLegacy(users: 1);
        File.WriteAllText(deployment.PathOf("key"), "secret\n");
        var host = await deployment.StartAsync("server", "run", "--no-worker", "--temporal-port", "0", "--api-key-file", "key");

        await ConnectAsync(host.Address, "secret");
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => ConnectAsync(host.Address, "guess"));
        Assert.Contains("unauthorized", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithACertificateThatIsNone_IsRefused()
    {
        await using var deployment = Migrations.WithLegacy(users: 1);
        File.WriteAllText(deployment.PathOf("none.pem"), "no certificate");

        var run = await deployment.TryAsync("server", "run", "--no-worker", "--temporal-port", "0", "--tls-certificate", "none.pem", "--tls-key", "none.pem");

        Assert.Equal((2, "USAGE"), (run.ExitCode, run.Code));
    }

    [Fact]
    public async Task Worker_OfItsOwn_DoesTheWorkOfAServerWithoutOne()
    {
        await using var deployment = Migrations.WithLegacy(users: 500);
        var server = await deployment.StartAsync("server", "run", "--no-worker", "--temporal-port", "0");
        await deployment.StartAsync("worker", "run");

        await deployment.MigrateToAsync(await deployment.PlanAsync(), "COMPLETED");

        deployment.AssertArrived();
        Assert.Equal(0, await server.TerminateAsync());
    }

    [Fact]
    public async Task Worker_OfAClusterByAddress_ServesAnotherHome()
    {
        await using var deployment = Migrations.WithLegacy(users: 500);
        var server = await deployment.StartAsync("server", "run", "--no-worker", "--home", deployment.PathOf("cluster"), "--temporal-port", "0");
        deployment.ConfigureCluster(server.Address, ("LEGACY_DB", "legacy.db"), ("NEW_DB", "new.db"));
        await deployment.StartAsync("worker", "run");

        await deployment.MigrateToAsync(await deployment.PlanAsync(), "COMPLETED");

        deployment.AssertArrived();
        Assert.Null(deployment.BackgroundHost());
    }

    [Fact]
    public async Task Terminate_WhileCopying_LosesNothing()
    {
        await using var deployment = Migrations.WithLegacy(users: 5_000);
        var host = await deployment.StartAsync("server", "run", "--temporal-port", "0");
        var (execution, held) = await deployment.StartHeldAsync();

        var ending = host.TerminateAsync();
        held.Dispose();
        Assert.Equal(0, await ending);
        await deployment.StartAsync("server", "run", "--temporal-port", "0");
        await deployment.AwaitStatusAsync(execution, "COMPLETED");

        deployment.AssertArrived();
        LedgerProof.AssertEachRangeOnce(deployment.Source, deployment.Target, execution, LegacyDatabase.Tables);
    }

    private static Task<TemporalClient> ConnectAsync(string address, string key) =>
        TemporalClient.ConnectAsync(new(address) { ApiKey = key, Tls = new() { Disabled = true } });
}
