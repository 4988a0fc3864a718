using System.Text.Json;

namespace Migration.EndToEnd;

/// <summary>How a command ended.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Errors)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public string Text(string property) => Json.GetProperty(property).GetString()!;
}
