using Migration.Cli.Monitor;
using Migration.Core.Errors;
using Migration.Core.Progress;
using Spectre.Console;

namespace Migration.Cli.Tests.Monitor;

public sealed class LineDisplayTests
{
    private readonly StringWriter _output = new();
    private readonly LineDisplay _display;

    public LineDisplayTests()
    {
        var console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(_output) });
        console.Profile.Width = 200;
        _display = new LineDisplay(console, TimeSpan.FromHours(1), TimeProvider.System);
    }

    private string[] Lines => _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public void Show_WithinTheInterval_PrintsOnlyChangesOfState()
    {
        _display.Show(Views.Execution(tables: Views.Table("t", 1, 10)));
        _display.Show(Views.Execution(tables: Views.Table("t", 2, 10)));
        _display.Show(Views.Execution(ExecutionStatus.Paused, tables: Views.Table("t", 3, 10)));

        Assert.Equal(2, Lines.Length);
        Assert.Contains("PAUSED", Lines[1], StringComparison.Ordinal);
        Assert.Contains("3/10 rows", Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Show_TellsEachErrorOnce()
    {
        var error = new MigrationError { Id = "e1", Code = "DATABASE_FULL", Message = "Full.", OccurredAt = DateTimeOffset.UnixEpoch };
        var view = Views.Execution() with { Errors = [error] };
        _display.Show(view);
        _display.Show(view);

        Assert.Single(Lines, line => line.StartsWith("! DATABASE_FULL", StringComparison.Ordinal));
    }
}
