using System.Linq.Expressions;
using Temporalio.Activities;
using Temporalio.Common;

namespace Temporalio.Workflows;

public static partial class Workflow
{
    public static Task<TResult> ExecuteLocalActivityAsync<TResult>(
        Expression<Func<TResult>> activityCall, LocalActivityOptions options)
    {
        var (method, args) = CallExpression.ExtractCall(activityCall);
        return ExecuteLocalActivityAsync<TResult>(ActivityDefinition.NameFromMethodForCall(method), args, options);
    }

    public static Task ExecuteLocalActivityAsync(Expression<Action> activityCall, LocalActivityOptions options)
    {
        var (method, args) = CallExpression.ExtractCall(activityCall);
        return ExecuteLocalActivityAsync(ActivityDefinition.NameFromMethodForCall(method), args, options);
    }

    public static Task<TResult> ExecuteLocalActivityAsync<TActivityInstance, TResult>(
        Expression<Func<TActivityInstance, TResult>> activityCall, LocalActivityOptions options)
    {
        var (method, args) = CallExpression.ExtractCall(activityCall);
        return ExecuteLocalActivityAsync<TResult>(ActivityDefinition.NameFromMethodForCall(method), args, options);
    }

    public static Task ExecuteLocalActivityAsync<TActivityInstance>(
        Expression<Action<TActivityInstance>> activityCall, LocalActivityOptions options)
    {
        var (method, args) = CallExpression.ExtractCall(activityCall);
        return ExecuteLocalActivityAsync(ActivityDefinition.NameFromMethodForCall(method), args, options);
    }

    public static Task<TResult> ExecuteLocalActivityAsync<TResult>(
        Expression<Func<Task<TResult>>> activityCall, LocalActivityOptions options)
    {
        var (method, args) = CallExpression.ExtractCall(activityCall);
        return ExecuteLocalActivityAsync<TResult>(ActivityDefinition.NameFromMethodForCall(method), args, options);
    }

    public static Task ExecuteLocalActivityAsync(Expression<Func<Task>> activityCall, LocalActivityOptions options)
    {
        var (method, args) = CallExpression.ExtractCall(activityCall);
        return ExecuteLocalActivityAsync(ActivityDefinition.NameFromMethodForCall(method), args, options);
    }

    public static Task<TResult> ExecuteLocalActivityAsync<TActivityInstance, TResult>(
        Expression<Func<TActivityInstance, Task<TResult>>> activityCall, LocalActivityOptions options)
    {
        var (method, args) = CallExpression.ExtractCall(activityCall);
        return ExecuteLocalActivityAsync<TResult>(ActivityDefinition.NameFromMethodForCall(method), args, options);
    }

    public static Task ExecuteLocalActivityAsync<TActivityInstance>(
        Expression<Func<TActivityInstance, Task>> activityCall, LocalActivityOptions options)
    {
        var (method, args) = CallExpression.ExtractCall(activityCall);
        return ExecuteLocalActivityAsync(ActivityDefinition.NameFromMethodForCall(method), args, options);
    }

    public static Task ExecuteLocalActivityAsync(
        string activity, IReadOnlyCollection<object?> args, LocalActivityOptions options) =>
        ExecuteLocalActivityAsync<ValueTuple>(activity, args, options);

    /// <summary>
    /// Runs a short activity inside this worker and waits for its result. It runs again when the worker is lost before
    /// the workflow task ends. A failure arrives as it was thrown, a timeout or a cancellation in an
    /// <see cref="Exceptions.ActivityFailureException" />.
    /// </summary>
    public static Task<TResult> ExecuteLocalActivityAsync<TResult>(
        string activity, IReadOnlyCollection<object?> args, LocalActivityOptions options) =>
        Context.LocalActivities.ExecuteAsync<TResult>(activity, args, options);
}
