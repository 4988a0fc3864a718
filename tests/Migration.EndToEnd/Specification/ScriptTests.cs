using System.Diagnostics;
using Migration.EndToEnd.Harness;

namespace Migration.EndToEnd.Specification;

/// <summary>The script `./snowflake-deploy`: builds when it must, and hands its words on as they are. A recording `dotnet` stands for the real one.</summary>
public sealed class ScriptTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("migration-e2e-").FullName;

    public ScriptTests()
    {
        foreach (var source in new[] { "src/Migration.Cli", "workflows", "bin" }) Directory.CreateDirectory(PathOf(source));
        File.Copy(Path.Combine(Repository.Root, "snowflake-deploy"), PathOf("snowflake-deploy"));
        foreach (var file in new[] { "Directory.Build.props", "global.json", "src/Migration.Cli/Program.cs" }) File.WriteAllText(PathOf(file), "");
        File.WriteAllText(PathOf("bin/dotnet"), $"""
            #!/bin/sh
            case "$*" in *PublishReadyToRun*) if [ -e "{PathOf("no-compiler")}" ]; then echo "error NU1101: no package"; exit 1; fi;; esac
            if [ "$1" = publish ]; then echo publish >>"{PathOf("calls")}"; [ ! -e "{PathOf("broken")}" ] || echo CS0000 && [ ! -e "{PathOf("broken")}" ]; exit; fi
            shift; for word; do echo "<$word>"; done; exit 3
            """);
        Process.Start("chmod", ["+x", PathOf("bin/dotnet")]).WaitForExit();
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Script_Words_ArriveAsTheyAreAndTheExitCodeComesBack()
    {
        var result = await RunAsync("migrate", "plan", "create", "two words", "", "a\"b'c$d*");

        Assert.Equal(3, result.ExitCode);
        Assert.Equal("<migrate>\n<plan>\n<create>\n<two words>\n<>\n<a\"b'c$d*>\n", result.Output);
    }

    [Fact]
    public async Task Script_SecondRun_DoesNotBuildAgainUntilASourceChanges()
    {
        await RunAsync("one");
        await RunAsync("two");
        Assert.Single(await File.ReadAllLinesAsync(PathOf("calls")));

        File.SetLastWriteTimeUtc(PathOf("src/Migration.Cli/Program.cs"), DateTime.UtcNow.AddMinutes(1));
        await RunAsync("three");
        Assert.Equal(2, (await File.ReadAllLinesAsync(PathOf("calls"))).Length);
    }

    [Fact]
    public async Task Script_FeedWithoutTheCompiler_BuildsWithoutCompilingBeforehand()
    {
        await File.WriteAllTextAsync(PathOf("no-compiler"), "");

        var result = await RunAsync("one");

        Assert.Equal("<one>\n", result.Output);
        Assert.Single(await File.ReadAllLinesAsync(PathOf("calls")));
    }

    [Fact]
    public async Task Script_BuildFails_ShowsWhyAndRunsNothing()
    {
        await File.WriteAllTextAsync(PathOf("broken"), "");

        var result = await RunAsync("one");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("", result.Output);
        Assert.Contains("CS0000", result.Errors, StringComparison.Ordinal);
    }

    private Task<CommandResult> RunAsync(params string[] words)
    {
        var start = new ProcessStartInfo(PathOf("snowflake-deploy"), words)
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{PathOf("bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        return Deployment.FinishAsync(Process.Start(start)!, words);
    }

    private string PathOf(string name) => Path.Combine(folder, name);
}
