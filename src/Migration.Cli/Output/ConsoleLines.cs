using Spectre.Console;

namespace Migration.Cli.Output;

/// <summary>Lines as they are.</summary>
internal static class ConsoleLines
{
    /// <summary>
    /// Leaves the wrapping of a long line to the terminal: a command that the console wrapped itself would be copied
    /// with a line break in its middle.
    /// </summary>
    public static void Line(this IAnsiConsole console, string text) => console.Profile.Out.Writer.WriteLine(text);
}
