namespace Temporal.Interop;

internal sealed record NodeResult(int ExitCode, string Output, string Errors);
