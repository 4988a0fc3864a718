using Migration.Connectors.Tables;
using Migration.Workflows;

namespace Migration.Activities;

/// <summary>What a copy tells by its heartbeats: how far it is, unless the plan wants none of that, and which commit the target's engine has taken.</summary>
internal sealed class CopyReport(TableCopyInput input, Action<object> beat)
{
    private CopyHeartbeat _known = Heartbeats.Of(input);

    public void Begins() => beat(_known);

    public void Accepted(string commit) => beat(_known with { Commit = commit });

    public void Committed(CopyProgress progress)
    {
        if (!input.Task.Configuration.ProgressReporting)
            return;
        _known = Heartbeats.Of(input, progress);
        beat(_known);
    }
}
