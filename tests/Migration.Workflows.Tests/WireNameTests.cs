using Migration.Core.Progress;

namespace Migration.Workflows.Tests;

public sealed class WireNameTests
{
    [Theory]
    [InlineData(ExecutionStatus.RolledBack, "ROLLED_BACK")]
    [InlineData(ExecutionStatus.NeedsAttention, "NEEDS_ATTENTION")]
    [InlineData(ExecutionStatus.Completed, "COMPLETED")]
    public void Of_Status_IsItsNameInJson(ExecutionStatus status, string name) => Assert.Equal(name, WireName.Of(status));
}
