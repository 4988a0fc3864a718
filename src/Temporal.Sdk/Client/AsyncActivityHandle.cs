using Temporalio.Client.Operations;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>An activity that is completed from outside of its worker.</summary>
public record AsyncActivityHandle(ITemporalClient Client, AsyncActivityHandle.Reference Activity)
{
    /// <summary>Tells that the work goes on.</summary>
    /// <exception cref="AsyncActivityCanceledException">The activity is to be cancelled.</exception>
    public Task HeartbeatAsync(AsyncActivityHeartbeatOptions? options = null) =>
        AsyncActivityCall.HeartbeatAsync(this, options);

    public Task CompleteAsync(object? result = null, AsyncActivityCompleteOptions? options = null) =>
        AsyncActivityCall.CompleteAsync(this, result, options);

    public Task FailAsync(Exception exception, AsyncActivityFailOptions? options = null) =>
        AsyncActivityCall.FailAsync(this, exception, options);

    public Task ReportCancellationAsync(AsyncActivityReportCancellationOptions? options = null) =>
        AsyncActivityCall.ReportCancellationAsync(this, options);

    /// <summary>How an activity is named.</summary>
    public abstract record Reference
    {
        private protected Reference()
        {
        }
    }

    /// <summary>By its ids.</summary>
    public record IdReference(string WorkflowId, string? RunId, string ActivityId) : Reference;

    /// <summary>By the token of the running attempt.</summary>
    public record TaskTokenReference(byte[] TaskToken) : Reference;
}
