namespace Migration.Core.Documents;

/// <summary>One place of a document, free of its notation: YAML and JSON read into the same tree and are written from it.</summary>
/// <param name="Line">From 1; zero where the node was not read from a text.</param>
/// <param name="Column">From 1; zero where the node was not read from a text.</param>
public abstract record DocumentNode(int Line, int Column);
