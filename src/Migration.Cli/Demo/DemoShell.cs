using System.Text.Json;
using Migration.Cli.Errors;
using Migration.Cli.Output;
using Migration.Cli.Session;
using Migration.Core.Configuration;
using Migration.Core.Errors;
using Spectre.Console;

namespace Migration.Cli.Demo;

/// <summary>Runs commands as a user would whose home and configuration are the demo's, and shows each before it runs.</summary>
internal sealed class DemoShell
{
    private readonly CliEnvironment _user;
    private readonly CliEnvironment _demo;
    private readonly DemoFolder _folder;

    /// <param name="quiet">Show nothing: the caller wants one document at the end.</param>
    public DemoShell(CliEnvironment user, DemoFolder folder, bool quiet)
    {
        _user = quiet ? user with { Out = TextWriter.Null, OutIsTerminal = false } : user;
        _folder = folder;
        _demo = _user with
        {
            Variable = name => name switch
            {
                HomeFolder.Variable => folder.Root,
                ConfigurationFile.Variable => folder.Configuration,
                _ => user.Variable(name),
            },
        };
        Console = ConsoleFactory.Create(_user);
    }

    public IAnsiConsole Console { get; }

    public void Headline(string text)
    {
        Console.WriteLine();
        Console.Write(new Text($"── {text}\n", new Style(Color.Aqua)));
    }

    /// <summary>What the commands that follow need to work as printed.</summary>
    public void ShowVariables() => Prompt(
        $"export {HomeFolder.Variable}={ShellWords.Quote(_folder.Root)} {ConfigurationFile.Variable}={ShellWords.Quote(_folder.Configuration)}");

    /// <summary>Prints the command and runs it; a failure ends the demo with the command's own words.</summary>
    public async Task RunAsync(string[] words, CancellationToken cancel)
    {
        Prompt(Lines(words));
        var exit = await CommandLineProgram.RunAsync(words, _demo, cancel);
        cancel.ThrowIfCancellationRequested();
        if (exit != ExitCodes.Ok)
            throw new CliException(CliErrorCodes.MigrationFailed, $"The demo's command ended with exit code {exit}.", "Its message is above.");
    }

    /// <summary>The demo's home is fresh: it holds one execution.</summary>
    public async Task<string> OnlyExecutionAsync(CancellationToken cancel)
    {
        var answer = new StringWriter();
        await CommandLineProgram.RunAsync(["migrate", "list", "--output", "json"], _demo with { Out = answer, OutIsTerminal = false }, cancel);
        return JsonDocument.Parse(answer.ToString()).RootElement.GetProperty("executions")[0].GetProperty("executionId").GetString()
            ?? throw new MigrationException(ErrorCodes.Internal, "The demo's execution is not listed");
    }

    /// <summary>The command so that it works from any folder, in any shell, after the demo.</summary>
    public string Standalone(IEnumerable<string> words) =>
        ShellWords.Join([_user.ProgramName, .. words, "--home", _folder.Root, "--config", _folder.Configuration]);

    private void Prompt(string command) => Console.Write(new Text($"$ {command}\n", new Style(decoration: Decoration.Bold)));

    /// <summary>One option to a line where there are many, as in the specification.</summary>
    private string Lines(string[] words)
    {
        var text = ShellWords.Join([_user.ProgramName, .. words]);
        return text.Length <= 100 ? text : text.Replace(" --", " \\\n    --", StringComparison.Ordinal);
    }
}
