using System.Reflection;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.DependencyInjection;
using Temporalio.Activities;

namespace Temporalio.Extensions.Hosting;

/// <summary>An activity method, called in a service scope that lives as long as the attempt.</summary>
internal sealed class ScopedActivity(IServiceProvider provider, Type instanceType, MethodInfo method)
{
    public async Task<object?> InvokeAsync(object?[] args)
    {
        await using var scope = provider.CreateAsyncScope();
        var instance = method.IsStatic ? null : scope.ServiceProvider.GetRequiredService(instanceType);
        return await TaskResult.OfAsync(Invoke(instance, args)).ConfigureAwait(false);
    }

    private object? Invoke(object? instance, object?[] args)
    {
        try
        {
            return method.Invoke(instance, args);
        }
        catch (TargetInvocationException e) when (e.InnerException != null)
        {
            ExceptionDispatchInfo.Throw(e.InnerException);
            throw;
        }
    }
}
