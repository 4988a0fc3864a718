using Temporalio.Common;

namespace Temporalio.Tests.Common;

public sealed class RetryPolicyTests
{
    [Fact]
    public void Defaults_AreTheServers()
    {
        var policy = new RetryPolicy();

        Assert.Equal(TimeSpan.FromSeconds(1), policy.InitialInterval);
        Assert.Equal(2.0F, policy.BackoffCoefficient);
        Assert.Null(policy.MaximumInterval);
        Assert.Equal(0, policy.MaximumAttempts);
    }

    [Fact]
    public void Policy_ThroughItsWireForm_IsTheSame()
    {
        var policy = new RetryPolicy { MaximumInterval = TimeSpan.FromMinutes(1), MaximumAttempts = 3 };

        Assert.Equal(policy, RetryPolicy.FromProto(policy.ToProto()));
    }
}
