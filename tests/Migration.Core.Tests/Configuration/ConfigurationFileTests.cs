using Migration.Core.Configuration;
using Migration.Core.Errors;

namespace Migration.Core.Tests.Configuration;

public sealed class ConfigurationFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, string> environment = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Load_NoFileAnywhere_IsEmptyAndEmbedded()
    {
        var configuration = Load().Value!;

        Assert.Empty(configuration.Databases);
        Assert.Equal(TemporalMode.Embedded, configuration.Temporal.Mode);
        Assert.Null(configuration.File);
    }

    [Fact]
    public void Load_FilesEverywhere_TakesTheOptionThenTheVariableThenHereThenHome()
    {
        var home = Named("home/snowflake-deploy.yaml");
        Assert.Equal(home, Load().Value!.File);
        var here = Named("work/snowflake-deploy.yaml");
        Assert.Equal(here, Load().Value!.File);
        var variable = environment[ConfigurationFile.Variable] = Named("variable.yaml");
        Assert.Equal(variable, Load().Value!.File);
        var option = Named("option.yaml");
        Assert.Equal(option, Load(option).Value!.File);
    }

    [Fact]
    public void Load_ANamedFileThatIsMissing_IsAProblem() =>
        Assert.Equal(ErrorCodes.ConfigInvalid, Assert.Single(Load("nowhere.yaml").Problems).Code);

    [Fact]
    public void Load_ARelativePath_StartsAtTheFilesFolder()
    {
        var file = folder.File("etc/my.yaml", "databases:\n  LEGACY_DB: { kind: sqlite, path: data/legacy.db }\n");

        var database = Load(file).Value!.Databases["LEGACY_DB"];

        Assert.Equal("sqlite", database.Kind);
        Assert.Equal(Path.Combine(folder.Path, "etc", "data", "legacy.db"), database.Values["path"]);
    }

    [Fact]
    public void Load_AVariableInAValue_IsExpanded()
    {
        environment["PASSWORD"] = "s3cret: {x}";
        var file = folder.File("my.yaml", "databases:\n  ERP: { kind: postgres, connection: 'Password=${PASSWORD};Note=$${x}' }\n");

        Assert.Equal("Password=s3cret: {x};Note=${x}", Load(file).Value!.Databases["ERP"].Values["connection"]);
    }

    [Theory]
    [InlineData("databases: { A: { kind: sqlite, path: '${NOT_SET}' } }", "databases.A.path")]
    [InlineData("databases: { A: { kind: sqlite, path: '${oops' } }", "databases.A.path")]
    [InlineData("databases: { A: { path: a.db } }", "databases.A.kind")]
    [InlineData("databases: { A: }", "databases.A")]
    [InlineData("databases: { A: a.db }", "databases.A")]
    [InlineData("database: {}", "database")]
    [InlineData("temporal: { mode: cluster }", "temporal.address")]
    [InlineData("temporal: { mode: embedded, address: 'x:7233' }", "temporal.address")]
    [InlineData("temporal: { mode: cloud }", "temporal.mode")]
    [InlineData("temporal: { mode: cluster, address: 'x:7233', tls: { ca: x } }", "temporal.tls.ca")]
    public void Load_AMistake_IsOneProblemAtItsPath(string text, string path)
    {
        var problem = Assert.Single(Load(folder.File("my.yaml", text)).Problems);

        Assert.Equal((path, ErrorCodes.ConfigInvalid), (problem.Path, problem.Code));
    }

    [Fact]
    public void Load_ACluster_HasAllItsSettings()
    {
        var file = folder.File("my.yaml", "temporal: { mode: cluster, address: 'temporal:7233', namespace: moves, apiKey: key, tls: { serverCaFile: ca.pem, domain: x } }");

        var temporal = Load(file).Value!.Temporal;

        Assert.Equal(("temporal:7233", "moves", "key"), (temporal.Address, temporal.Namespace, temporal.ApiKey));
        Assert.Equal(Path.Combine(folder.Path, "ca.pem"), temporal.Tls!.ServerCaFile);
    }

    [Fact]
    public void Settings_AsText_ShowNoSecret()
    {
        var database = new DatabaseEntry("ERP", "postgres", new Dictionary<string, string> { ["connection"] = "Password=s3cret" });
        var temporal = new TemporalSettings { Mode = TemporalMode.Cluster, Address = "x:1", ApiKey = "s3cret" };

        Assert.DoesNotContain("s3cret", $"{database} {temporal}", StringComparison.Ordinal);
    }

    [Fact]
    public void HomeFolder_Located_PrefersTheOptionThenTheVariable()
    {
        Assert.Equal(folder.Path, HomeFolder.Locate(folder.Path, _ => "/elsewhere").Root);
        Assert.Equal(folder.Path, HomeFolder.Locate(null, name => name == HomeFolder.Variable ? folder.Path : null).Root);
        Assert.EndsWith(".snowflake-deploy", HomeFolder.Locate(null, _ => null).Root, StringComparison.Ordinal);
    }

    private string Named(string name) => folder.File(name, "temporal: { mode: embedded }\n");

    private Migration.Core.Documents.DocumentResult<DeploymentConfiguration> Load(string? option = null)
    {
        var home = new HomeFolder(Path.Combine(folder.Path, "home"));
        var work = Path.Combine(folder.Path, "work");
        return ConfigurationFile.Load(new ConfigurationSearch(option, environment.GetValueOrDefault, work, home));
    }
}
