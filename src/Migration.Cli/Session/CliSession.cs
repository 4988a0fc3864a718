using System.CommandLine;
using Migration.Cli.Hosting;
using Migration.Cli.Output;
using Migration.Core.Configuration;
using Migration.Core.Problems;
using Spectre.Console;

namespace Migration.Cli.Session;

/// <summary>One invocation of one command: what was asked, where it looks, how it answers.</summary>
internal sealed class CliSession
{
    private readonly GlobalOptions _globals;
    private readonly ParseResult _parse;
    private readonly Lazy<DeploymentConfiguration> _deployment;

    public CliSession(CliEnvironment environment, GlobalOptions globals, ParseResult parse)
    {
        Environment = environment;
        _globals = globals;
        _parse = parse;
        Format = parse.GetValue(globals.Output) == "json" ? OutputFormat.Json : OutputFormat.Text;
        Home = HomeFolder.Locate(parse.GetValue(globals.Home), environment.Variable);
        _deployment = new(() => LoadDeployment(parse.GetValue(globals.Config)));
    }

    public CliEnvironment Environment { get; }

    public OutputFormat Format { get; }

    public HomeFolder Home { get; }

    public HostFiles Host => new(Home);

    /// <summary>Read when first asked for: a broken configuration does not keep anyone from stopping a host or listing plans.</summary>
    public DeploymentConfiguration Deployment => _deployment.Value;

    public T Get<T>(Argument<T> argument) => _parse.GetValue(argument)!;

    public T? Get<T>(Option<T> option) => _parse.GetValue(option);

    public bool Has(Option option) => _parse.GetResult(option) is { Implicit: false };

    /// <summary>Writes the result: one line of JSON, or what <paramref name="text"/> makes of it.</summary>
    public void Result<T>(T document, Action<IAnsiConsole> text)
    {
        if (Format == OutputFormat.Json)
            Environment.Out.WriteLine(CliJson.Write(document));
        else
            text(ConsoleFactory.Create(Environment));
    }

    /// <summary>A remark beside the result, on the error stream, which holds JSON alone where JSON was asked for.</summary>
    public void Remark(string sentence)
    {
        if (Format == OutputFormat.Text)
            Environment.Error.WriteLine(sentence);
    }

    /// <summary>A command that works as printed: with the home and configuration of this one.</summary>
    public string Command(params string[] words) =>
        ShellWords.Join([Environment.ProgramName, .. words, .. Given("--home", _globals.Home), .. Given("--config", _globals.Config)]);

    private DeploymentConfiguration LoadDeployment(string? option)
    {
        var read = ConfigurationFile.Load(new ConfigurationSearch(option, Environment.Variable, Environment.CurrentFolder, Home));
        return read.Value ?? throw new ProblemsException("The configuration", read.Problems);
    }

    private string[] Given(string name, Option<string?> option) =>
        _parse.GetValue(option) is { Length: > 0 } value ? [name, value] : [];
}
