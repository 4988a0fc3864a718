namespace Migration.Cli.Tests.Hosting;

public sealed class ServerCommandTests : IDisposable
{
    private readonly CliRun _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Status_WithNoHost_SaysSoAndEnds0()
    {
        var answer = await _cli.RunAsync("server", "status", "-o", "json");

        Assert.Equal(0, answer.Exit);
        Assert.False(answer.Json.GetProperty("running").GetBoolean());
        Assert.Equal(_cli.Home, answer.Json.GetProperty("home").GetString());
    }

    [Fact]
    public async Task Stop_WithNoHost_IsNoError()
    {
        var answer = await _cli.RunAsync("server", "stop", "-o", "json");

        Assert.Equal((0, false), (answer.Exit, answer.Json.GetProperty("stopped").GetBoolean()));
    }

    [Fact]
    public async Task WorkerRun_WithNoHostAndNoCluster_Ends7()
    {
        var answer = await _cli.RunAsync("worker", "run", "-o", "json");

        Assert.Equal((7, "HOST_NOT_RUNNING"), (answer.Exit, answer.Error.GetProperty("code").GetString()));
    }
}
