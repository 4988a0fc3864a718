using ApiPolicy = Temporalio.Api.Enums.V1.ParentClosePolicy;

namespace Temporalio.Workflows;

/// <summary>What happens to a running child when its parent closes.</summary>
public enum ParentClosePolicy
{
    /// <summary>Leaves the choice to the service.</summary>
    None = ApiPolicy.Unspecified,

    /// <summary>The child is terminated.</summary>
    Terminate = ApiPolicy.Terminate,

    /// <summary>The child runs on.</summary>
    Abandon = ApiPolicy.Abandon,

    /// <summary>The child is asked to cancel.</summary>
    RequestCancel = ApiPolicy.RequestCancel,
}
