using Migration.Cli.Errors;
using Migration.Cli.Output;
using Migration.Cli.Results;
using Migration.Cli.Session;
using Migration.Client;
using Migration.Core.Errors;
using Migration.Workflows;

namespace Migration.Cli.Commands.Execution;

/// <summary>Sends a request and, if asked to, waits for its effect.</summary>
internal sealed class SignalRun(CliSession session)
{
    public async Task<int> RunAsync(SignalOrder order, CancellationToken cancel)
    {
        var client = await MigrationConnection.OpenAsync(session, cancel);
        var request = new OperatorRequest
        {
            Id = Guid.NewGuid().ToString("N"),
            By = Operator.Name,
            Reason = order.Reason,
            Tables = order.Tables,
            Undo = order.Undo,
            Tuning = order.Tuning,
        };
        var outcome = await client.RequestAsync(order.ExecutionId, order.Signal, request, cancel);
        return outcome.Verdict switch
        {
            SignalVerdict.Refused => throw new CliException(outcome.Code, outcome.Message, Advice(order)),
            SignalVerdict.Unanswered when order.Wait => throw new CliException(ErrorCodes.Timeout, outcome.Message, Advice(order)),
            SignalVerdict.Unanswered => ShowUnanswered(order, outcome),
            _ when order.Wait => await AwaitAsync(client, order, outcome, request, cancel),
            _ => await ShowAsync(client, order, outcome, request, cancel),
        };
    }

    private async Task<int> AwaitAsync(
        MigrationClient client, SignalOrder order, SignalOutcome outcome, OperatorRequest request, CancellationToken cancel)
    {
        var (state, execution) = await client.AwaitAsync(order.ExecutionId, order.Signal, request, cancel);
        var now = StatusNames.Of(execution.Status);
        if (state == GoalState.Missed)
        {
            throw new CliException(
                execution.Failed ? CliErrorCodes.MigrationFailed : CliErrorCodes.StateRefuses,
                $"The {StatusNames.Of(order.Signal)} of {order.ExecutionId} did not come about: the execution is {now}",
                Advice(order));
        }
        Show(new SignalResult(
            order.ExecutionId, StatusNames.Of(order.Signal), outcome.Verdict == SignalVerdict.Accepted, Done: true, now, StatusNames.Of(execution.Phase), $"{order.ExecutionId} is {now}."));
        return ExitCodes.Ok;
    }

    private async Task<int> ShowAsync(
        MigrationClient client, SignalOrder order, SignalOutcome outcome, OperatorRequest request, CancellationToken cancel)
    {
        var execution = await client.GetAsync(order.ExecutionId, cancel);
        var already = outcome.Verdict == SignalVerdict.AlreadySo;
        var done = already && SignalGoal.Of(order.Signal, execution, request) == GoalState.Reached;
        Show(new SignalResult(
            order.ExecutionId, StatusNames.Of(order.Signal), Sent: !already, Done: done,
            StatusNames.Of(execution.Status), StatusNames.Of(execution.Phase), outcome.Message));
        return ExitCodes.Ok;
    }

    private int ShowUnanswered(SignalOrder order, SignalOutcome outcome)
    {
        Show(new SignalResult(order.ExecutionId, StatusNames.Of(order.Signal), Sent: true, Done: false, Status: null, Phase: null, outcome.Message));
        return ExitCodes.Ok;
    }

    private void Show(SignalResult result) => session.Result(result, console => console.Line(result.Message));

    private string Advice(SignalOrder order) => $"`{StatusCommandLine(order)}` shows how it stands.";

    private string StatusCommandLine(SignalOrder order) => session.Command("migrate", "status", order.ExecutionId);
}
