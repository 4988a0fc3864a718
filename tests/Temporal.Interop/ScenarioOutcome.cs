namespace Temporal.Interop;

/// <summary>What the node suite says about one scenario.</summary>
/// <param name="Error">Why it failed; null when it passed and every history it left was replayed.</param>
/// <param name="Replayed">How many histories the official worker replayed.</param>
public sealed record ScenarioOutcome(string Scenario, string? Error, int Replayed, int Milliseconds);
