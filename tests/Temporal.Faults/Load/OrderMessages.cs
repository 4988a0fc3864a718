namespace Temporal.Faults.Load;

/// <summary>What one workflow of the load is to do.</summary>
public sealed record OrderInput(int Number, int Activities, int Children, int Signals);

/// <summary>What it has seen, to be held against what was sent and answered.</summary>
public sealed record OrderResult(IReadOnlyList<int> Results, IReadOnlyList<int> ChildResults, IReadOnlyList<string> Signals, string Outside);
