using System.Diagnostics;
using Migration.EndToEnd.Harness;

namespace Migration.EndToEnd.Hosting;

/// <summary>The host that commands start when they need one.</summary>
public sealed class BackgroundHostTests
{
    [Fact]
    public async Task Start_WhereOneRuns_FindsIt()
    {
        await using var deployment = Migrations.WithLegacy(users: 1);
        var first = await deployment.MustAsync("server", "start");

        var second = await deployment.MustAsync("server", "start");

        Assert.Equal(first.Json.GetProperty("pid").GetInt32(), second.Json.GetProperty("pid").GetInt32());
        var status = (await deployment.MustAsync("server", "status")).Json;
        Assert.True(status.GetProperty("running").GetBoolean());
        Assert.Equal(first.Text("address"), status.GetProperty("address").GetString());
    }

    [Fact]
    public async Task Stop_Running_EndsTheProcess()
    {
        await using var deployment = Migrations.WithLegacy(users: 1);
        var pid = (await deployment.MustAsync("server", "start")).Json.GetProperty("pid").GetInt32();
        Assert.True(Processes.IsProgram(pid));

        Assert.True((await deployment.MustAsync("server", "stop")).Json.GetProperty("stopped").GetBoolean());

        Assert.False(Processes.IsProgram(pid));
        Assert.False((await deployment.MustAsync("server", "status")).Json.GetProperty("running").GetBoolean());
        Assert.False((await deployment.MustAsync("server", "stop")).Json.GetProperty("stopped").GetBoolean());
    }

    [Fact]
    public async Task Host_Idle_EndsItself()
    {
        await using var deployment = Migrations.WithLegacy(users: 1);
        var pid = (await deployment.MustAsync("server", "start", "--idle-timeout", "1s")).Json.GetProperty("pid").GetInt32();

        await Condition.EventuallyAsync("the idle host has ended", () => !Processes.IsProgram(pid));

        Assert.False((await deployment.MustAsync("server", "status")).Json.GetProperty("running").GetBoolean());
    }

    [Fact]
    public async Task Commands_AtTheSameMoment_StartOneHost()
    {
        await using var deployment = Migrations.WithLegacy(users: 1);
        string[] listing = ["migrate", "list"];
        var racing = Enumerable.Range(0, 4).Select(_ => deployment.Launch(listing)).ToList();

        var results = await Task.WhenAll(racing.Select(process => Deployment.FinishAsync(process, listing)));

        Assert.All(results, result => Assert.True(result.ExitCode == 0, result.ToString()));
        Assert.Single(results, result => result.Errors.Contains("Started the embedded host", StringComparison.Ordinal));
        Assert.Single(HostsOf(deployment));
    }

    [Fact]
    public async Task Command_ThatStartsTheHostAndFails_WritesJsonAloneToTheErrorStream()
    {
        await using var deployment = Migrations.WithLegacy(users: 1);

        var result = await deployment.TryAsync("migrate", "status", "nothing");

        Assert.Single(HostsOf(deployment));
        Assert.Equal("EXECUTION_NOT_FOUND", result.Code);
    }

    private static IEnumerable<string> HostsOf(Deployment deployment) =>
        from process in Process.GetProcesses()
        let words = CommandLine(process.Id)
        where words.Contains("--background", StringComparison.Ordinal) && words.Contains(deployment.Home, StringComparison.Ordinal)
        select words;

    private static string CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
