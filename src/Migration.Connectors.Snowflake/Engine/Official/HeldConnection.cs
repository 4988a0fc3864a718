using Snowflake.Data.Client;

namespace Migration.Connectors.Snowflake.Engine;

/// <summary>
/// A connection that can be left with a statement under way: then its session is neither closed, which might end the
/// statement, nor given to anybody else, whose statements would be in the middle of its transaction.
/// </summary>
internal sealed class HeldConnection(string connectionString) : SnowflakeDbConnection(connectionString)
{
    private bool _isLeft;

    /// <summary>Disposing does nothing until the statement has ended, and then happens by itself.</summary>
    public void Leave(Task end)
    {
        _isLeft = true;
        _ = ReleaseAsync(end);
    }

    public override void Close()
    {
        if (!_isLeft)
            base.Close();
    }

    public override async Task CloseAsync(CancellationToken cancellationToken)
    {
        if (!_isLeft)
            await base.CloseAsync(cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (!_isLeft)
            base.Dispose(disposing);
    }

    private async Task ReleaseAsync(Task end)
    {
        // Whoever asks for the statement by its id learns of a failure; here it only matters that it has ended.
        await end.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!end.IsCompletedSuccessfully)
            return;
        _isLeft = false;
        await DisposeAsync();
    }
}
