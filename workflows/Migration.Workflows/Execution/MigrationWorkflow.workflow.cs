using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;
using Migration.Core.Progress;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Migration.Workflows;

/// <summary>One execution of a plan, from the first look at the databases to the end of the time in which it can be rolled back.</summary>
[Workflow]
public sealed partial class MigrationWorkflow
{
    private readonly MigrationInput input;
    private readonly MigrationState state;
    private readonly RetriedStep retried;

    [WorkflowInit]
    public MigrationWorkflow(MigrationInput input)
    {
        this.input = input;
        state = new(input.Plan, input.Continued);
        retried = new(Configuration, (failure, retries) => state.AddError(failure.Concerning(input.Plan), retries, Workflow.UtcNow));
    }

    private MigrationConfiguration Configuration => state.Tuning?.ApplyTo(input.Plan.Configuration) ?? input.Plan.Configuration;

    private ExecutionInput Execution => new()
    {
        ExecutionId = input.ExecutionId,
        Plan = state.Expand(input.Plan),
        WholeSchema = input.Plan.Tables.Count == 0,
    };

    [WorkflowRun]
    public async Task<MigrationReport> RunAsync(MigrationInput input)
    {
        Begin();
        try
        {
            await PreflightAsync();
            await ClaimTargetAsync();
            await MoveTablesAsync();
            await FinishTargetAsync();
            await ValidateTargetAsync();
            await RunPostActionsAsync();
            await EndAsync(ExecutionStatus.Completed);
        }
        catch (ExecutionStoppedException)
        {
            await StopAsync();
        }

        await HoldRollbackWindowAsync();
        return Close();
    }

    private void Begin()
    {
        state.StartedAt ??= Workflow.UtcNow;
        Show();
        _ = WatchTemporalCancelAsync();
        _ = WatchTimeoutAsync();
        _ = WatchBudgetAsync();
    }

    private async Task PreflightAsync()
    {
        if (state.Preflight is not null)
            return;
        var looked = await RequiredStepAsync(
            MigrationPhase.Preflight,
            "Looking at plan, source and target",
            cancellation => Workflow.ExecuteActivityAsync(
                (IMigrationActivities activities) => activities.PreflightAsync(Execution),
                ActivityTimeouts.DataSized(cancellation)));
        state.Begin(looked);
        foreach (var problem in looked.Problems.Where(problem => problem.Blocks))
            state.AddError(new(problem.Code, $"{problem.Message} ({problem.Path}) {problem.Fix}", new()), 0, Workflow.UtcNow);
        if (looked.Problems.Any(problem => problem.Blocks))
            throw Fail();
    }

    private async Task ClaimTargetAsync()
    {
        if (state.Claimed || Configuration.DryRun)
            return;
        // Said before it is so: a claim whose answer is lost must be released, too.
        state.Claimed = true;
        await RequiredStepAsync(
            MigrationPhase.Prepare,
            "Claiming the target",
            Succeeding(cancellation => Workflow.ExecuteActivityAsync(
                (IMigrationActivities activities) => activities.ClaimTargetAsync(Execution),
                ActivityTimeouts.DataSized(cancellation))));
    }

    private async Task FinishTargetAsync()
    {
        if (Configuration.DryRun)
            return;
        await StepAsync(
            MigrationPhase.Copy,
            "Creating views and triggers",
            async cancellation => state.LeftOut = (await Workflow.ExecuteActivityAsync(
                (IMigrationActivities activities) => activities.FinishTargetAsync(Settled),
                ActivityTimeouts.DataSized(cancellation)))?.Problems ?? []);
    }

    private async Task ValidateTargetAsync()
    {
        if (Configuration.DryRun || !Configuration.EnableValidation)
            return;
        await StepAsync(
            MigrationPhase.Validate,
            "Checking what holds between tables",
            async cancellation => WeighRules(await Workflow.ExecuteActivityAsync(
                (IMigrationActivities activities) => activities.ValidateTargetAsync(Settled),
                ActivityTimeouts.DataSized(cancellation))));
        foreach (var failure in ValidationVerdicts.Broken(state.Rules).Where(failure => failure.Details.Severity < Severity.Error))
            state.AddError(failure, 0, Workflow.UtcNow);
    }

    private void WeighRules(TargetValidation? found)
    {
        state.Rules = found?.Rules ?? [];
        var failures = ValidationVerdicts.Broken(state.Rules).Where(failure => failure.Details.Severity >= Severity.Error).ToList();
        foreach (var failure in failures)
            state.AddError(failure.Concerning(input.Plan), 0, Workflow.UtcNow);
        if (failures.Exists(failure => failure.Details.Severity == Severity.Critical))
            Stop(StopRequest.Fail);
        if (failures.Count > 0)
            throw new StepFailedException(failures[0]);
    }

    private async Task RunPostActionsAsync()
    {
        if (Configuration.DryRun)
            return;
        foreach (var action in input.Plan.PostActions)
        {
            var one = new PostActionInput { Execution = Execution, Action = action };
            await StepAsync(
                MigrationPhase.PostActions,
                $"Running post-action {action.Name}",
                cancellation => Workflow.ExecuteActivityAsync(
                    (IMigrationActivities activities) => activities.RunPostActionAsync(one),
                    ActivityTimeouts.DataSized(cancellation)),
                mayFail: action.ContinueOnError);
        }
    }

    private MigrationReport Close()
    {
        Enter(MigrationPhase.Done, null);
        var report = Report();
        if (state.Outcome == ExecutionStatus.Failed)
            throw Failure(report);
        if (state.Outcome == ExecutionStatus.Cancelled && Workflow.CancellationToken.IsCancellationRequested)
            throw new OperationCanceledException("The migration was cancelled through Temporal.");
        return report;
    }

    private static ApplicationFailureException Failure(MigrationReport report)
    {
        var error = report.Errors.LastOrDefault(error => !error.Resolved);
        return new(
            error?.Message ?? "The migration failed.",
            error?.Code ?? ErrorCodes.Internal,
            nonRetryable: true,
            details: [report]);
    }
}
