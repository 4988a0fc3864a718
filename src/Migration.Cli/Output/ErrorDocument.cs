using Migration.Cli.Errors;

namespace Migration.Cli.Output;

/// <summary>The JSON of a failure: <c>{"error":{"code":…,"message":…,"fix":…}}</c>.</summary>
internal sealed record ErrorDocument(ErrorReport Error);
