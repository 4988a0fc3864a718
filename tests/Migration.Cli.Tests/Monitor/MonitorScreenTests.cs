using Migration.Cli.Monitor;
using Migration.Core.Errors;
using Migration.Core.Progress;
using Spectre.Console;

namespace Migration.Cli.Tests.Monitor;

public sealed class MonitorScreenTests
{
    [Fact]
    public void Screen_ShowsABarPerTableAndTheSum()
    {
        var text = Render(Views.Execution(tables: [Views.Table("users", 50, 100), Views.Table("[odd] name", 100, 100, ExecutionStatus.Completed)]));

        Assert.Contains("users", text, StringComparison.Ordinal);
        Assert.Contains("[odd] name", text, StringComparison.Ordinal);
        Assert.Contains(new string('━', 15) + new string('─', 15), text, StringComparison.Ordinal);
        Assert.Contains("150/200 rows", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Screen_WithMoreTablesThanLines_KeepsThoseThatMatter()
    {
        var tables = Enumerable.Range(0, 50).Select(i => Views.Table($"done{i}", 1, 1, ExecutionStatus.Completed))
            .Append(Views.Table("stuck", 0, 9, ExecutionStatus.NeedsAttention));

        var text = Render(Views.Execution(tables: [.. tables]), height: 20);

        Assert.Contains("stuck", text, StringComparison.Ordinal);
        Assert.Contains("more", text, StringComparison.Ordinal);
        Assert.True(text.Split('\n').Length <= 20, text);
    }

    [Fact]
    public void Screen_ShowsOpenErrorsWithWhatToDo()
    {
        var error = new MigrationError
        {
            Id = "1", Code = "DATABASE_FULL", Message = "The disk is full.", Table = "users",
            OccurredAt = DateTimeOffset.UnixEpoch, Recommendation = "Make room, then retry.",
        };

        var text = Render(Views.Execution() with { Errors = [error, error with { Id = "2", Code = "GONE", Resolved = true }] });

        Assert.Contains("DATABASE_FULL (users) The disk is full. Make room, then retry.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("GONE", text, StringComparison.Ordinal);
    }

    private static string Render(Client.ExecutionView view, int height = 40)
    {
        var output = new StringWriter();
        var console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 160;
        console.Write(MonitorScreen.Of(view, "hint", height));
        return output.ToString();
    }
}
