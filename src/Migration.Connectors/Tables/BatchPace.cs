using Migration.Connectors.Rows;

namespace Migration.Connectors.Tables;

/// <summary>
/// How large the next batch is: as large as the plan allows while batches commit quickly, so that a pause takes effect
/// soon whatever the target. Shrinks at once, grows by half at most. Read by one thread while another one tells.
/// </summary>
internal sealed class BatchPace
{
    private const int Window = 10;
    private const double Growth = 1.5;
    private const double HardestShrink = 0.25;
    private static readonly BatchLimits s_first = new(10_000, 16L * 1024 * 1024);

    /// <summary>What most batches should take, unless the target says otherwise; one of more than twice that makes the next one smaller.</summary>
    public static readonly TimeSpan Aim = TimeSpan.FromMilliseconds(500);

    private readonly BatchLimits _most;
    private readonly TimeSpan _aim;
    private readonly List<TimeSpan> _last = new(Window);
    private volatile BatchLimits _next;

    /// <param name="most">What the plan allows.</param>
    /// <param name="before">What the pace was when the table was last copied; null at the beginning.</param>
    /// <param name="aim">The target's own; null for <see cref="Aim"/>.</param>
    public BatchPace(BatchLimits most, BatchLimits? before, TimeSpan? aim = null)
    {
        _most = most;
        _aim = aim ?? Aim;
        _next = Within(before ?? s_first);
    }

    public BatchLimits Next => _next;

    public void Committed(TimeSpan took)
    {
        _last.Add(took);
        if (took > 2 * _aim)
            Change(Math.Max(HardestShrink, _aim / took));
        else if (_last.Count == Window)
            Judge();
    }

    private void Judge()
    {
        var slow = Percentile90();
        if (slow > _aim)
            Change(Math.Max(HardestShrink, _aim / slow));
        else if (slow * Growth <= _aim)
            Change(Growth);
        else
            _last.RemoveAt(0);
    }

    // What was measured of batches of another size says nothing of those to come.
    private void Change(double factor)
    {
        _last.Clear();
        _next = Within(new BatchLimits((int)Math.Min(_next.Rows * factor, int.MaxValue), (long)(_next.Bytes * factor)));
    }

    private BatchLimits Within(BatchLimits limits) => new(
        Math.Clamp(limits.Rows, 1, _most.Rows), Math.Clamp(limits.Bytes, Math.Min(BatchLimits.LeastBytes, _most.Bytes), _most.Bytes));

    private TimeSpan Percentile90() => _last.Order().ElementAt(Window * 9 / 10 - 1);
}
