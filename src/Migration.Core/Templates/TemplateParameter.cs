using Migration.Core.Documents;

namespace Migration.Core.Templates;

/// <summary>What a template leaves open: the plan part names it as <c>${name}</c>.</summary>
/// <param name="Default">Null for none.</param>
/// <param name="Validation">For a number its bounds, <c>1..64</c>; for a text, and each of an array, a regular expression for the whole of it. Null for anything.</param>
public sealed record TemplateParameter(string Name, ParameterType Type, string Description, bool Required, DocumentNode? Default, string? Validation);
