using Snowflake.SqlApi.Http;

namespace Snowflake.SqlApi.Statements;

/// <summary>Runs statements to their end: submits, polls, and cancels on the server what is not wanted any more.</summary>
internal sealed class StatementRunner(StatementApi api, TimeProvider clock)
{
    public StatementApi Api => api;

    /// <summary>Submits and returns as soon as Snowflake has taken the statement, or at its end if that comes first.</summary>
    public Task<StatementReply> SubmitAsync(StatementRequest request, CancellationToken cancellation) => api.SubmitAsync(request, cancellation);

    /// <summary>Waits for a statement that runs, whoever has submitted it.</summary>
    /// <param name="cancelsOnServer">Whether the statement ends when the wait is cancelled.</param>
    public async Task<StatementReply> WaitAsync(string handle, bool cancelsOnServer, CancellationToken cancellation)
    {
        try
        {
            return await PollAsync(handle, cancellation);
        }
        catch (OperationCanceledException) when (cancelsOnServer && cancellation.IsCancellationRequested)
        {
            await api.CancelAsync(handle, CancellationToken.None);
            throw;
        }
    }

    private async Task<StatementReply> PollAsync(string handle, CancellationToken cancellation)
    {
        for (var started = clock.GetTimestamp(); ;)
        {
            var reply = await api.StatusAsync(handle, cancellation);
            if (!reply.IsRunning) return reply;
            await Task.Delay(PollSchedule.Wait(clock.GetElapsedTime(started)), clock, cancellation);
        }
    }
}
