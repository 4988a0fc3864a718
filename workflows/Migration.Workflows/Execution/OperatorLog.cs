namespace Migration.Workflows;

/// <summary>Who asked for what: makes requests idempotent and is the audit of an execution.</summary>
public sealed class OperatorLog(IEnumerable<AuditEntry> entries)
{
    private readonly List<AuditEntry> entries = [.. entries];

    public IReadOnlyList<AuditEntry> Entries => entries;

    public bool Contains(OperatorRequest request) => entries.Exists(entry => entry.RequestId == request.Id);

    public void Add(string action, OperatorRequest request, Decision decision, DateTimeOffset at) => entries.Add(new()
    {
        RequestId = request.Id,
        Action = action,
        By = request.By,
        Reason = request.Reason,
        Tables = request.Tables,
        Undo = request.Undo,
        Tuning = request.Tuning,
        At = at,
        Accepted = decision.Accepted,
        Effect = decision.Effect,
    });
}
