namespace Migration.Cli.Results;

/// <summary>Templates, by id.</summary>
internal sealed record TemplateList(IReadOnlyList<TemplateView> Templates);
