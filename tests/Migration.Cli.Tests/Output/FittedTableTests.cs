using Migration.Cli.Output;
using Migration.Cli.Session;

namespace Migration.Cli.Tests.Output;

public sealed class FittedTableTests
{
    [Fact]
    public void Table_OfLongTexts_FitsItsWidth_AndSaysWhatIsCut()
    {
        var lines = Show(["users", "42", string.Concat(Enumerable.Repeat("It does not fit. ", 20)), new string('v', 500)], ["orders", "7", "short", "{}"]);

        Assert.All(lines, line => Assert.InRange(line.Length, 0, 100));
        Assert.Equal(2, lines.Single(line => line.Contains("users", StringComparison.Ordinal)).Count(c => c == '…'));
        Assert.Contains(lines, line => line.Contains("orders", StringComparison.Ordinal) && line.Contains("short", StringComparison.Ordinal) && line.Contains("{}", StringComparison.Ordinal));
    }

    [Fact]
    public void Table_OfWideLettersAndSeveralLines_FitsToo()
    {
        var lines = Show(["漢字", "1", "first\nsecond", string.Concat(Enumerable.Repeat("🦊漢", 100))]);

        Assert.All(lines, line => Assert.InRange(new Spectre.Console.Rendering.Segment(line).CellCount(), 0, 100));
        Assert.Contains(lines, line => line.Contains("first second", StringComparison.Ordinal) && line.Contains('…', StringComparison.Ordinal));
    }

    [Fact]
    public void Table_ThatFits_IsWhole() =>
        Assert.DoesNotContain(Show(["users", "42", "refused", "{\"a\":1}"]), line => line.Contains('…', StringComparison.Ordinal));

    private static string[] Show(params string[][] rows)
    {
        var output = new StringWriter();
        var environment = new CliEnvironment { Out = output, Error = output, CurrentFolder = "", Variable = _ => null };
        ConsoleFactory.Create(environment).Write(FittedTable.Of(["Table", "Key", "Why", "Values"], rows));
        return [.. output.ToString().Split('\n').Select(line => line.TrimEnd())];
    }
}
