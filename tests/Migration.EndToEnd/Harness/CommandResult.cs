using System.Text.Json;

namespace Migration.EndToEnd.Harness;

/// <summary>How a command ended.</summary>
internal sealed record CommandResult(string Command, int ExitCode, string Output, string Errors)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>The code of the error that the command reported as JSON, which is all that the error stream holds.</summary>
    public string Code => JsonDocument.Parse(Errors).RootElement.GetProperty("error").GetProperty("code").GetString()!;

    public string Text(string property) => Json.GetProperty(property).GetString()!;

    /// <summary>For an assertion's message.</summary>
    public override string ToString() => $"`{Command}` ended with {ExitCode}\n{Output}{Errors}";
}
