using System.Text.RegularExpressions;
using Migration.EndToEnd.Harness;

namespace Migration.EndToEnd.Examples;

/// <summary>What the compose file and the image say, without Docker: files are there, names fit, and the program takes the words.</summary>
public sealed partial class ClusterTests
{
    private const string Configuration = "SNOWFLAKE_DEPLOY_CONFIG";
    private readonly ComposeFile compose = new();
    private readonly string image = File.ReadAllText(Path.Combine(Repository.Root, "Dockerfile"));

    [Fact]
    public void Compose_EveryImage_IsPinnedOrBuiltHere() => Assert.All(
        compose.Services.Where(service => service != "worker"), service => Assert.Matches(@":\d+\.\d+(\.\d+)?$", compose.Image(service)));

    [Fact]
    public void Compose_EveryDependency_IsAService() => Assert.All(
        compose.Services.SelectMany(compose.DependsOn), service => Assert.Contains(service, compose.Services));

    [Fact]
    public void Compose_WorkersConfiguration_IsInTheRepositoryAndWhereTheImageLooks()
    {
        var (source, target) = compose.BindMounts("worker").First();

        Assert.True(File.Exists(Path.Combine(Repository.Root, source)));
        Assert.Contains($"{Configuration}={target}", image, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compose_WorkersCommandAndEnvironment_ServeMigrationsOfAServerElsewhere()
    {
        await using var deployment = Migrations.WithLegacy(users: 500);
        var server = await deployment.StartAsync("server", "run", "--no-worker", "--home", deployment.PathOf("cluster"), "--temporal-port", "0");
        File.Copy(Path.Combine(Repository.Root, compose.BindMounts("worker").First().Source), deployment.PathOf("snowflake-deploy.yaml"), overwrite: true);
        var environment = compose.Environment("worker");
        environment["TEMPORAL_ADDRESS"] = server.Address;
        environment["MIGRATION_DATA"] = deployment.Folder;
        deployment.Set(environment);

        await deployment.StartAsync(compose.Command("worker"));
        await deployment.MigrateToAsync(await deployment.PlanAsync(), "COMPLETED");

        deployment.AssertArrived();
        Assert.Equal(0, (await deployment.RunAsync(HealthCheck())).ExitCode);
        server.Kill();
        Assert.Equal(7, (await deployment.RunAsync(HealthCheck())).ExitCode);
    }

    [Fact]
    public void Image_EveryFileThatItCopies_IsThereAndNotIgnored()
    {
        var ignored = File.ReadAllLines(Path.Combine(Repository.Root, ".dockerignore"));
        var sources = CopyLine().Matches(image).SelectMany(line => line.Groups["sources"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.All(sources, source =>
        {
            Assert.NotEmpty(Directory.GetFileSystemEntries(Repository.Root, source));
            Assert.Contains($"!{source}", ignored);
        });
    }

    private string[] HealthCheck() =>
        [.. QuotedWord().Matches(HealthLine().Match(image).Groups["words"].Value).Select(word => word.Groups[1].Value).Skip(2)];

    [GeneratedRegex(@"^COPY (?!--from)(?<sources>.+) \S+$", RegexOptions.Multiline)]
    private static partial Regex CopyLine();

    [GeneratedRegex(@"^HEALTHCHECK .*\\\n\s+CMD \[(?<words>.*)\]$", RegexOptions.Multiline)]
    private static partial Regex HealthLine();

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex QuotedWord();
}
