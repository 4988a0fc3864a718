using Migration.Core.Documents;

namespace Migration.Core.Tests.Documents;

public class DocumentSyntaxTests
{
    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("a: [1, 2")]
    [InlineData("a: 1\n b: 2\n  c")]
    [InlineData("a: &x 1\nb: *x")]
    [InlineData("a: !!str 1")]
    [InlineData("a: 1\n---\nb: 2")]
    [InlineData("? [a, b]\n: 1")]
    public void Read_UnacceptableYaml_IsASyntaxProblem(string text) => Assert.Contains("SYNTAX", Codes(text, DocumentFormat.Yaml));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{ \"a\": 1, }")]
    [InlineData("{ \"a\": 1 } x")]
    [InlineData("// no\n{}")]
    [InlineData("{ 'a': 1 }")]
    public void Read_UnacceptableJson_IsASyntaxProblem(string text) => Assert.Contains("SYNTAX", Codes(text, DocumentFormat.Json));

    [Theory]
    [InlineData(DocumentFormat.Yaml)]
    [InlineData(DocumentFormat.Json)]
    public void Read_NestingWithoutEnd_IsASyntaxProblem(DocumentFormat format) =>
        Assert.Contains("SYNTAX", Codes(string.Concat(Enumerable.Repeat("[", 100_000)), format));

    [Fact]
    public void Read_AKeyTwice_ReportsTheSecond()
    {
        var sink = Sink();
        var node = DocumentText.Read("a: 1\nb: 2\na: 3\n", DocumentFormat.Yaml, sink)!;

        MapReader.Read(node, DocumentPath.Root, sink, map => map.Optional("a", ValueFormats.AnyText, "") + map.Optional("b", ValueFormats.AnyText, ""));

        var problem = Assert.Single(sink.Problems);
        Assert.StartsWith("Line 3, column 1:", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("batchsize", "batchSize")]
    [InlineData("batch_size", "batchSize")]
    [InlineData("bacthSize", "batchSize")]
    [InlineData("paralelism", "parallelism")]
    [InlineData("colour", null)]
    public void Suggestion_ForAWord_IsTheNearestOrNone(string word, string? expected) =>
        Assert.Equal(expected, Suggestion.For(word, ["batchSize", "parallelism", "timeout"]));

    private static ProblemSink Sink() => new(new ProblemCodes("SYNTAX", "UNKNOWN", "TYPE", "MISSING", "VALUE"));

    private static IEnumerable<string> Codes(string text, DocumentFormat format)
    {
        var sink = Sink();
        DocumentText.Read(text, format, sink);
        return sink.Problems.Select(p => p.Code);
    }
}
