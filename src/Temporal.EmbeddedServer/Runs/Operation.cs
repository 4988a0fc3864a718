namespace Temporal.EmbeddedServer.Runs;

/// <summary>One waiting call of the commit loop.</summary>
internal abstract class Operation
{
    public Transaction? Transaction { get; set; }

    public Exception? Failure { get; set; }

    /// <summary>False where it is right to answer what a power failure may still take back.</summary>
    public bool NeedsFlush { get; init; } = true;

    public abstract void Run(Transaction transaction);

    /// <summary>Does what follows from the commit, and hands the result to the caller.</summary>
    public void Publish()
    {
        if (Failure is null)
        {
            foreach (var action in Transaction!.AfterCommitActions)
            {
                action();
            }
        }

        Complete();
    }

    /// <summary>The server's file does not take it.</summary>
    public void Refuse(Exception cause)
    {
        Failure = new GrpcException(
            GrpcStatusCode.Unavailable, $"The server could not write its file ({cause.Message}); nothing of this call was kept.", null, cause);
        Complete();
    }

    /// <summary>Hands result or failure to the caller.</summary>
    protected abstract void Complete();
}
