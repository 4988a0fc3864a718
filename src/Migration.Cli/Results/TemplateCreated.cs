namespace Migration.Cli.Results;

/// <summary>The template that `migrate templates create` stored.</summary>
/// <param name="Path">The file, for editing.</param>
internal sealed record TemplateCreated(string Id, string Name, string Path);
