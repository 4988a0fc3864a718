using System.Text.Json;
using Migration.Cli.Session;

namespace Migration.Cli.Tests;

/// <summary>The command line as a user has it, in this process and in a folder of its own.</summary>
internal sealed class CliRun : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("migration-cli-").FullName;

    public string Home => Path.Combine(Folder, "home");

    public async Task<CliAnswer> RunAsync(params string[] words)
    {
        var output = new StringWriter();
        var errors = new StringWriter();
        var environment = new CliEnvironment
        {
            Out = output,
            Error = errors,
            CurrentFolder = Folder,
            Variable = name => name == "SNOWFLAKE_DEPLOY_HOME" ? Home : null,
        };
        var exit = await CommandLineProgram.RunAsync(words, environment, CancellationToken.None);
        return new(exit, output.ToString(), errors.ToString());
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

/// <summary>How a command ended.</summary>
internal sealed record CliAnswer(int Exit, string Output, string Errors)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public JsonElement Error => JsonDocument.Parse(Errors).RootElement.GetProperty("error");
}
