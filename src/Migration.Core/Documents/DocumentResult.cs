using Migration.Core.Problems;

namespace Migration.Core.Documents;

/// <summary>What a document said, and everything that is wrong with it at once.</summary>
/// <param name="Value">Null exactly where a problem blocks.</param>
public sealed record DocumentResult<T>(T? Value, IReadOnlyList<Problem> Problems)
    where T : class
{
    /// <summary>The value, or a <see cref="ProblemsException"/> that carries every problem.</summary>
    /// <param name="subject">What was read, for the message: <c>The plan users</c>.</param>
    public T ValueOrThrow(string subject) => Value ?? throw new ProblemsException(subject, Problems);
}
