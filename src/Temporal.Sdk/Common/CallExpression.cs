using System.Linq.Expressions;
using System.Reflection;

namespace Temporalio.Common;

/// <summary>Takes a lambda such as <c>wf => wf.RunAsync(input)</c> apart into method and arguments.</summary>
internal static class CallExpression
{
    public static (MethodInfo Method, IReadOnlyCollection<object?> Args) ExtractCall(LambdaExpression lambda)
    {
        if (lambda.Body is not MethodCallExpression call)
            throw new ArgumentException("The expression must be a single method call", nameof(lambda));
        return (MethodOf(lambda, call), call.Arguments.Select(Evaluate).ToArray());
    }

    /// <summary>The property that the lambda reads, or null when it does something else.</summary>
    public static PropertyInfo? ExtractProperty(LambdaExpression lambda) =>
        (lambda.Body as MemberExpression)?.Member as PropertyInfo;

    private static MethodInfo MethodOf(LambdaExpression lambda, MethodCallExpression call)
    {
        if (call.Object == null)
        {
            return lambda.Parameters.Count == 0
                ? call.Method
                : throw new ArgumentException("A call of a static method must not take a lambda parameter", nameof(lambda));
        }
        if (lambda.Parameters.Count != 1 || call.Object != lambda.Parameters[0])
            throw new ArgumentException("The call must be made on the lambda's only parameter", nameof(lambda));
        return MostDerived(call.Method, call.Object.Type);
    }

    /// <summary>
    /// An expression holds the base declaration of an overridden method; the attribute sits on the
    /// override of the type that the caller named.
    /// </summary>
    private static MethodInfo MostDerived(MethodInfo method, Type type)
    {
        if (method.ReflectedType == type || method.IsGenericMethod)
            return method;
        var parameters = method.GetParameters().Select(parameter => parameter.ParameterType).ToArray();
        return type.GetMethod(method.Name, BindingFlags.Public | BindingFlags.Instance, null, parameters, null) ?? method;
    }

    private static object? Evaluate(Expression argument) => argument is ConstantExpression constant
        ? constant.Value
        : Expression.Lambda<Func<object?>>(Expression.Convert(argument, typeof(object)))
            .Compile(preferInterpretation: true)();
}
