using Migration.Core.Problems;

namespace Migration.Core.Documents;

/// <summary>Collects the problems of one document, each with its position. Not thread-safe.</summary>
public sealed class ProblemSink(ProblemCodes codes)
{
    private readonly List<Problem> problems = [];

    public ProblemCodes Codes { get; } = codes;

    public IReadOnlyList<Problem> Problems => problems;

    public bool Blocks => problems.Exists(p => p.Blocks);

    public void Syntax(string path, (int Line, int Column) at, string message, string fix) =>
        Add(path, Codes.Syntax, at, message, fix);

    public void Add(string path, string code, DocumentNode node, string message, string fix) =>
        Add(path, code, (node.Line, node.Column), message, fix);

    public void Add(string path, string code, (int Line, int Column) at, string message, string fix)
    {
        var position = at.Line > 0 ? $"Line {at.Line}, column {at.Column}: " : "";
        problems.Add(new Problem(path, code, position + message, fix));
    }
}
