using Migration.Cli.Session;
using Spectre.Console;

namespace Migration.Cli.Output;

/// <summary>Rich text where a terminal shows it, plain text where not, colours unless NO_COLOR is set.</summary>
internal static class ConsoleFactory
{
    /// <summary>Wide enough that a pipe never sees a line cut.</summary>
    private const int PlainWidth = 4000;

    public static IAnsiConsole Create(CliEnvironment environment)
    {
        var colours = environment.OutIsTerminal && string.IsNullOrEmpty(environment.Variable("NO_COLOR"));
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = environment.OutIsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = colours ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = environment.OutIsTerminal ? InteractionSupport.Detect : InteractionSupport.No,
            Out = new AnsiConsoleOutput(environment.Out),
        });
        if (!environment.OutIsTerminal)
            console.Profile.Width = PlainWidth;
        return console;
    }
}
