namespace Temporalio.Worker.LocalActivities;

/// <summary>What a run wants of its worker after a task: activities to run, and some to cancel.</summary>
internal sealed record LocalActivityOrders(IReadOnlyList<LocalActivityRequest> Starts, IReadOnlyList<uint> Cancels);
