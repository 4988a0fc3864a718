using System.Linq.Expressions;
using Temporalio.Activities;
using Temporalio.Common;

namespace Temporalio.Workflows;

public static partial class Workflow
{
    public static Task<TResult> ExecuteActivityAsync<TResult>(
        Expression<Func<TResult>> activityCall, ActivityOptions options)
    {
        var (method, args) = CallExpression.ExtractCall(activityCall);
        return ExecuteActivityAsync<TResult>(ActivityDefinition.NameFromMethodForCall(method), args, options);
    }

    public static Task ExecuteActivityAsync(Expression<Action> activityCall, ActivityOptions options)
    {
        var (method, args) = CallExpression.ExtractCall(activityCall);
        return ExecuteActivityAsync(ActivityDefinition.NameFromMethodForCall(method), args, options);
    }

    public static Task<TResult> ExecuteActivityAsync<TActivityInstance, TResult>(
        Expression<Func<TActivityInstance, TResult>> activityCall, ActivityOptions options)
    {
        var (method, args) = CallExpression.ExtractCall(activityCall);
        return ExecuteActivityAsync<TResult>(ActivityDefinition.NameFromMethodForCall(method), args, options);
    }

    public static Task ExecuteActivityAsync<TActivityInstance>(
        Expression<Action<TActivityInstance>> activityCall, ActivityOptions options)
    {
        var (method, args) = CallExpression.ExtractCall(activityCall);
        return ExecuteActivityAsync(ActivityDefinition.NameFromMethodForCall(method), args, options);
    }

    public static Task<TResult> ExecuteActivityAsync<TResult>(
        Expression<Func<Task<TResult>>> activityCall, ActivityOptions options)
    {
        var (method, args) = CallExpression.ExtractCall(activityCall);
        return ExecuteActivityAsync<TResult>(ActivityDefinition.NameFromMethodForCall(method), args, options);
    }

    public static Task ExecuteActivityAsync(Expression<Func<Task>> activityCall, ActivityOptions options)
    {
        var (method, args) = CallExpression.ExtractCall(activityCall);
        return ExecuteActivityAsync(ActivityDefinition.NameFromMethodForCall(method), args, options);
    }

    public static Task<TResult> ExecuteActivityAsync<TActivityInstance, TResult>(
        Expression<Func<TActivityInstance, Task<TResult>>> activityCall, ActivityOptions options)
    {
        var (method, args) = CallExpression.ExtractCall(activityCall);
        return ExecuteActivityAsync<TResult>(ActivityDefinition.NameFromMethodForCall(method), args, options);
    }

    public static Task ExecuteActivityAsync<TActivityInstance>(
        Expression<Func<TActivityInstance, Task>> activityCall, ActivityOptions options)
    {
        var (method, args) = CallExpression.ExtractCall(activityCall);
        return ExecuteActivityAsync(ActivityDefinition.NameFromMethodForCall(method), args, options);
    }

    public static Task ExecuteActivityAsync(
        string activity, IReadOnlyCollection<object?> args, ActivityOptions options) =>
        ExecuteActivityAsync<ValueTuple>(activity, args, options);

    /// <summary>
    /// Runs an activity and waits for its result. A failure arrives as
    /// <see cref="Exceptions.ActivityFailureException" />.
    /// </summary>
    public static Task<TResult> ExecuteActivityAsync<TResult>(
        string activity, IReadOnlyCollection<object?> args, ActivityOptions options) =>
        Context.Activities.ExecuteAsync<TResult>(activity, args, options);
}
