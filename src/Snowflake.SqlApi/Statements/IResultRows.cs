namespace Snowflake.SqlApi.Statements;

/// <summary>Rows of a result, forwards.</summary>
internal interface IResultRows : IAsyncDisposable
{
    /// <summary>The rows that come next, one at least, valid until it is called again; null after the last.</summary>
    Task<RowBlock?> NextAsync(CancellationToken cancellation);
}
