namespace Temporal.EmbeddedServer.Runs;

/// <summary>One waiting call of the commit loop.</summary>
internal abstract class Operation
{
    public Transaction? Transaction { get; set; }

    public Exception? Failure { get; set; }

    public abstract void Run(Transaction transaction);

    /// <summary>Hands result or failure to the caller.</summary>
    public abstract void Complete();
}
