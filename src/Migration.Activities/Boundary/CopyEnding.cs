namespace Migration.Activities;

/// <summary>How a copy is asked to end.</summary>
/// <param name="Stop">The batch in flight commits, then it ends.</param>
/// <param name="Leave">The worker ends soon: a commit that an engine brings to its end by itself is not waited for any more.</param>
public sealed record CopyEnding(CancellationToken Stop, CancellationToken Leave);
