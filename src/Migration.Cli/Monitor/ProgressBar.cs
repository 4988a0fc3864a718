using Spectre.Console;

namespace Migration.Cli.Monitor;

/// <summary>A bar of fixed width, full exactly at 100 percent.</summary>
internal static class ProgressBar
{
    public const int Width = 30;

    public static Paragraph Of(double percent, Style style)
    {
        var full = Math.Clamp((int)(percent / 100 * Width), 0, Width);
        return new Paragraph()
            .Append(new string('━', full), style)
            .Append(new string('─', Width - full), new Style(Color.Grey));
    }
}
