namespace Migration.Core.Problems;

/// <summary>Something wrong with a plan, a configuration or a database, found before any harm is done.</summary>
/// <param name="Path">Where, in the document's own terms: <c>tables[2].columns[0].sourceColumn</c>.</param>
/// <param name="Code">Stable, from <see cref="Errors.ErrorCodes"/>.</param>
/// <param name="Message">What is wrong, a sentence.</param>
/// <param name="Fix">What to do, a sentence.</param>
public sealed record Problem(string Path, string Code, string Message, string Fix, Severity Severity = Severity.Error)
{
    public bool Blocks => Severity >= Severity.Error;
}
