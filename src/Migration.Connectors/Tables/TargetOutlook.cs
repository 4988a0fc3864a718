using Migration.Core.Problems;

namespace Migration.Connectors.Tables;

/// <summary>What a target looks like before the first write.</summary>
public sealed record TargetOutlook(bool Exists, long Rows, IReadOnlyList<Problem> Problems);
