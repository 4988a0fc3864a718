using System.Linq.Expressions;
using Temporalio.Common;

namespace Temporalio.Tests.Common;

public sealed class CallExpressionTests
{
    [Fact]
    public void ExtractCall_OfInstanceCall_HasMethodAndEvaluatedArguments()
    {
        var captured = "x";
        Expression<Func<Target, string>> call = target => target.Join(captured + "y", 3);

        var (method, args) = CallExpression.ExtractCall(call);

        Assert.Equal(nameof(Target.Join), method.Name);
        Assert.Equal(["xy", 3], args);
    }

    [Fact]
    public void ExtractCall_OfOverriddenMethod_FindsTheOverride()
    {
        Expression<Func<Derived, string>> call = target => target.Join("a", 1);

        Assert.Equal(typeof(Derived), CallExpression.ExtractCall(call).Method.ReflectedType);
    }

    [Fact]
    public void ExtractCall_OfAnotherExpression_IsRefused()
    {
        Expression<Func<Target, int>> call = target => 1 + 2;

        Assert.Throws<ArgumentException>(() => CallExpression.ExtractCall(call));
    }

    [Fact]
    public void ExtractCall_OnAnotherObjectThanTheParameter_IsRefused()
    {
        var other = new Target();
        Expression<Func<Target, string>> call = target => other.Join("a", 1);

        Assert.Throws<ArgumentException>(() => CallExpression.ExtractCall(call));
    }

    private class Target
    {
        public virtual string Join(string text, int number) => text + number;
    }

    private sealed class Derived : Target
    {
        public override string Join(string text, int number) => number + text;
    }
}
