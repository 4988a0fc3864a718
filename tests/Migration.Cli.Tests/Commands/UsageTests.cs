namespace Migration.Cli.Tests.Commands;

public sealed class UsageTests : IDisposable
{
    private readonly CliRun _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("bogus")]
    [InlineData("migrate")]
    [InlineData("migrate", "pause")]
    [InlineData("migrate", "status", "x", "--no-such-option")]
    [InlineData("migrate", "status", "x", "--monitor-interval", "5s")]
    [InlineData("migrate", "execute", "x", "--monitor", "--monitor-interval", "soon")]
    [InlineData("migrate", "cancel", "x", "--keep", "--undo")]
    [InlineData("migrate", "list", "--limit", "0")]
    [InlineData("migrate", "list", "--limit", "many")]
    [InlineData("migrate", "status", "")]
    [InlineData("migrate", "tune", "x", "--max-credits", "many")]
    [InlineData("migrate", "tune", "x", "--max-duration", "soon")]
    [InlineData("migrate", "plan", "create", "x", "--source-database", "A", "--target-database", "B", "--batch-size", "1e3")]
    [InlineData("migrate", "plan", "create", "x", "--source-database", "A", "--target-database", "B", "--enable-rollback=maybe")]
    [InlineData("server", "status", "--output", "xml")]
    [InlineData("server", "run", "--temporal-port", "99999999")]
    [InlineData("server", "start", "--temporal-port", "-1")]
    [InlineData("server", "start", "--temporal-port", "http")]
    [InlineData("server", "run", "--no-worker", "--listen", "somewhere")]
    [InlineData("server", "run", "--no-worker", "--listen", "0.0.0.0")]
    [InlineData("server", "run", "--api-key-file", "key")]
    [InlineData("server", "run", "--no-worker", "--tls-certificate", "c.pem")]
    [InlineData("server", "run", "--no-worker", "--tls-client-ca", "c.pem")]
    public async Task Words_ThatMakeNoCommand_End2WithASentence(params string[] words)
    {
        var answer = await _cli.RunAsync(words);

        Assert.Equal(2, answer.Exit);
        Assert.StartsWith("error USAGE: ", answer.Errors, StringComparison.Ordinal);
        Assert.Empty(answer.Output);
        Assert.Single(answer.Errors.TrimEnd().Split('\n'));
        Assert.DoesNotContain("System.", answer.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("migrate", "plan", "optimize", "x")]
    [InlineData("migrate", "plan", "analyze", "x")]
    [InlineData("migrate", "recover", "x", "y")]
    public async Task Command_OfALaterVersion_IsRefusedByName(params string[] words)
    {
        var answer = await _cli.RunAsync([.. words, "--output", "json"]);

        Assert.Equal((2, "COMMAND_UNSUPPORTED"), (answer.Exit, answer.Error.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Help_DoesNotShow_WhatIsNotThere()
    {
        var help = (await _cli.RunAsync("migrate", "--help")).Output + (await _cli.RunAsync("migrate", "plan", "create", "--help")).Output;

        Assert.Contains("validate-rollback", help, StringComparison.Ordinal);
        Assert.DoesNotContain("optimize", help, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("--background", (await _cli.RunAsync("server", "run", "--help")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Configuration_Missing_Ends2()
    {
        var answer = await _cli.RunAsync("migrate", "list", "--config", "nope.yaml", "-o", "json");

        Assert.Equal((2, "CONFIG_INVALID"), (answer.Exit, answer.Error.GetProperty("code").GetString()));
    }
}
